import ModelsAPI
import Testing
import Wire

/// Events put together.
struct ReplyAssemblyTests {
  @Test func isTheAnswerThatTheEventsTell() {
    let (safety, asked) = (Safety(isDetected: false, scores: []), Safety(isDetected: true, scores: []))
    let events: [ReplyEvent] = [
      .exchange(id: "x"), .generation(id: "g"), .model("gpt"), .inputSafety(asked), .text("Hel"),
      .usage(Usage(inputTokens: 1)), .text("lo"),
      .toolCall(ToolCallFragment(index: 1, id: "b", name: "two", arguments: "{}")),
      .toolCall(ToolCallFragment(index: 0, id: "a", name: "one")),
      .toolCall(ToolCallFragment(index: 0, arguments: "1")), .finished(FinishReason("stop")),
      .usage(Usage(inputTokens: 1, outputTokens: 2)), .safety(safety),
    ]
    var assembly = ReplyAssembly(requestID: "r")
    for event in events { assembly.add(event) }
    let calls = [
      ToolCall(id: "a", name: "one", arguments: "1"), ToolCall(id: "b", name: "two", arguments: "{}"),
    ]
    #expect(
      assembly.reply
        == Reply(
          id: "x",
          generations: [
            Generation(
              id: "g", text: "Hello", finishReason: FinishReason("stop"), safety: safety, toolCalls: calls)
          ], usage: Usage(inputTokens: 1, outputTokens: 2), inputSafety: asked, answeringModel: "gpt",
          requestID: "r", body: []))
  }

  @Test func eventsBelongToTheGenerationThatWasNamedLast() {
    let events: [ReplyEvent] = [
      .logProbabilities(["content": [1]]), .text("a"), .choice(2), .text("c"), .logProbabilities([3]),
      .toolCall(ToolCallFragment(index: 0, id: "x", name: "f", arguments: "{}")),
      .finished(FinishReason("length")),
      .choice(0), .logProbabilities(["content": [2]]), .text("b"),
    ]
    var assembly = ReplyAssembly()
    for event in events { assembly.add(event) }
    #expect(
      assembly.reply.generations == [
        Generation(id: nil, text: "ab", logProbabilities: ["content": [1, 2]]), Generation(id: nil, text: ""),
        Generation(
          id: nil, text: "c", finishReason: FinishReason("length"),
          toolCalls: [ToolCall(id: "x", name: "f", arguments: "{}")], logProbabilities: [3]),
      ])
  }

  @Test func isEmptyAtFirst() {
    #expect(ReplyAssembly().generation == Generation(id: nil, text: ""))
  }
}
