import FoundationEssentials
import ModelsAPI
import Terminal
import TestSupport
import Testing
import Wire

@testable import Commands

/// What a conversation keeps of an answer that breaks off.
struct AnswerStreamerTests {
  private static func event(_ json: String) -> [UInt8] { Array("data: \(json)\n\n".utf8) }

  private static let facts = event(
    #"{"id":"x-1","generations":[{"id":"g1","text":""}],"parameters":{"model":"gpt-4o","usage":{"prompt_tokens":7,"completion_tokens":0,"total_tokens":7}}}"#
  )
  private static let word = event(#"{"generations":[{"text":"Hi"}]}"#)

  /// With the pieces that come before the connection breaks, and what was said in them.
  @Test(arguments: [([facts], ""), ([facts, word], "Hi")])
  func whatCameBeforeTheEndIsKept(_ pieces: [[UInt8]], _ text: String) async throws {
    let service = ScriptedService(.stream(pieces, failing: HTTPFailure(.answer, .closed)))
    let client = ModelsClient(
      service, speaking: LLMGateway(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { TestClock.start })
    let context = TestProgram().context()
    let streamer = AnswerStreamer(
      models: client, spinner: context.spinner(NetworkOptions()), look: AnswerLook(AnswerOptions()),
      output: context.output, now: context.now)
    let request = ChatRequest(model: "m", .prompt("Hello"))
    let answered = await streamer.answer(request, streams: true)
    guard case .failed(let error) = answered.ending else {
      Issue.record("it is said to be whole")
      return
    }
    #expect(RetriesExhausted.lastFailure(of: error)?.failureClass == .cutOff)
    #expect(answered.reply.generations.map(\.text).joined() == text)
    #expect(answered.reply.usage?.totalTokens == 7)
    #expect(answered.reply.answeringModel == "gpt-4o")
  }
}
