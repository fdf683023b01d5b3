import ModelsAPI
import Testing

@testable import CompatibleServer

struct StopReasonTests {
  /// A provider's word, whether there are calls, and Anthropic's word.
  static let words: [(String?, Bool, String)] = [
    ("stop", false, "end_turn"), ("STOP", false, "end_turn"), ("end_turn", false, "end_turn"),
    ("eos_token", false, "end_turn"), ("complete", false, "end_turn"), (nil, false, "end_turn"),
    ("length", false, "max_tokens"), ("max_tokens", false, "max_tokens"), ("MAX_TOKENS", true, "max_tokens"),
    ("tool_calls", true, "tool_use"), ("tool_use", true, "tool_use"), ("function_call", true, "tool_use"),
    ("stop", true, "tool_use"), (nil, true, "tool_use"), ("tool_calls", false, "end_turn"),
    ("content_filter", false, "refusal"), ("safety", false, "refusal"), ("recitation", false, "refusal"),
    ("stop_sequence", false, "stop_sequence"),
    ("model_context_window_exceeded", false, "model_context_window_exceeded"),
  ]

  @Test(arguments: words)
  func translatesProvidersWords(_ told: String?, _ asksForTools: Bool, _ word: String) {
    let reason = StopReason(
      told.map { FinishReason($0) }, asksForTools: asksForTools, stopSequences: [], matched: nil)
    #expect(reason.word == word)
    #expect(reason.sequence == nil)
  }

  @Test func theSequenceIsToldWhereItIsCertain() {
    let told = FinishReason("stop_sequence")
    let one = StopReason(told, asksForTools: false, stopSequences: ["A"], matched: nil)
    #expect(one.sequence == "A")
    let two = StopReason(told, asksForTools: false, stopSequences: ["A", "B"], matched: nil)
    #expect(two.sequence == nil)
    let found = StopReason(
      FinishReason("stop"), asksForTools: false, stopSequences: ["A", "B"], matched: "B")
    #expect(found.word == "stop_sequence")
    #expect(found.sequence == "B")
  }
}
