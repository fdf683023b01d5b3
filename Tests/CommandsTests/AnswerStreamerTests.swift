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
  private static let end = event("[DONE]")
  private static let word = event(#"{"generations":[{"text":"Hi"}]}"#)

  /// With the pieces that come before the connection breaks, and what was said in them.
  @Test(arguments: [([facts], ""), ([facts, word], "Hi")])
  func whatCameBeforeTheEndIsKept(_ pieces: [[UInt8]], _ text: String) async throws {
    let service = ScriptedService(.stream(pieces, failing: HTTPFailure(.answer, .closed)))
    let answered = await Self.answered(by: service, .none)
    guard case .failed(let error) = answered.ending else {
      Issue.record("it is said to be whole")
      return
    }
    #expect(RetriesExhausted.lastFailure(of: error)?.failureClass == .cutOff)
    #expect(answered.reply.generations.map(\.text).joined() == text)
    #expect(answered.reply.usage?.totalTokens == 7)
    #expect(answered.reply.answeringModel == "gpt-4o")
  }

  @Test func anotherModelIsAskedWhereNoWordHadCome() async throws {
    let service = ScriptedService(
      .stream([Self.facts], failing: HTTPFailure(.answer, .closed)), .stream([Self.word, Self.end]))
    let fallback = ModelFallback(try FallbackTable(["m": ["n"]]), elapsed: { .zero })
    let answered = await Self.answered(by: service, fallback)
    guard case .whole = answered.ending else {
      Issue.record("it is not said to be whole")
      return
    }
    #expect(answered.model == "n")
    #expect(answered.reply.generations.map(\.text).joined() == "Hi")
    #expect(answered.fallbacks.map(\.from) == ["m"])
    #expect(answered.fallbacks.map(\.reason) == [.unavailable])
  }

  /// However many lists lead there.
  @Test(arguments: [["m": ["n", "o"]], ["m": ["n"], "n": ["o"]]] as [[ModelName: [ModelName]]])
  func theNextIsAskedBehindOneInTheMiddleToo(_ lists: [ModelName: [ModelName]]) async throws {
    let broken = ScriptedService.Reply.stream([Self.facts], failing: HTTPFailure(.answer, .closed))
    let fallback = ModelFallback(try FallbackTable(lists), elapsed: { .zero })
    let whole = ScriptedService.Reply.stream([Self.word, Self.end])
    let answered = await Self.answered(by: ScriptedService([broken, broken, whole]), fallback)
    #expect(answered.model == "o")
    #expect(answered.reply.generations.map(\.text).joined() == "Hi")
    #expect(answered.fallbacks.map(\.from) == ["m", "n"])
    // Behind the last stands nobody: what came is kept.
    let last = await Self.answered(by: ScriptedService([broken, broken, broken]), fallback)
    guard case .failed = last.ending else {
      Issue.record("it is said to be whole")
      return
    }
    #expect(last.model == "o" && last.reply.usage?.totalTokens == 7)
  }

  private static func answered(
    by service: ScriptedService, _ fallback: ModelFallback
  ) async -> AnswerStreamer.Answered {
    let client = ModelsClient(
      service, speaking: LLMGateway(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { TestClock.start })
    let context = TestProgram().context()
    let streamer = AnswerStreamer(
      models: client, fallback: fallback, spinner: context.spinner(NetworkOptions()),
      look: AnswerLook(AnswerOptions()), output: context.output, now: context.now)
    return await streamer.answer(ChatRequest(model: "m", .prompt("Hello")), streams: true)
  }
}
