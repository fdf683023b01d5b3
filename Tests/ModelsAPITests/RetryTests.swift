import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// Which failures are tried again, and after which pauses.
struct RetryTests {
  private static let fine = ScriptedService.Reply.raw(success(#"{"generation":{"generatedText":"x"}}"#))

  private static func answer(_ status: Int, _ fields: String = "") -> ScriptedService.Reply {
    .raw("HTTP/1.1 \(status) Whatever\n\(fields)\n\n")
  }

  /// Once this, then an answer.
  private func requests(after turn: ScriptedService.Reply) async -> Int {
    let upstream = ScriptedService([turn, Self.fine])
    _ = try? await ModelsClient(upstream, retries: 3).chat(.hello)
    return upstream.requests.count
  }

  @Test(arguments: [408, 423, 425, 429, 500, 502, 503, 504])
  func triesAPassingStatusAgain(_ status: Int) async {
    #expect(await requests(after: Self.answer(status)) == 2)
  }

  @Test(arguments: [302, 400, 401, 403, 404, 409, 413, 501])
  func takesEveryOtherStatusForAnAnswer(_ status: Int) async {
    #expect(await requests(after: Self.answer(status)) == 1)
  }

  @Test(arguments: ["", "<html>", "{}"])
  func takesANonsensicalAnswerForAnAnswer(_ body: String) async {
    #expect(await requests(after: .raw(success(body))) == 1)
  }

  @Test(arguments: [
    (HTTPFailure(.connection, .refused), 2), (HTTPFailure(.connection, .timedOut), 2),
    (HTTPFailure(.security, .closed), 2), (HTTPFailure(.proxy, .other), 2),
    (HTTPFailure(.request, .closed), 2),
    (HTTPFailure(.answer, .closed), 2), (HTTPFailure(.answer, .other), 2),
    (HTTPFailure(.name, .unknownHost), 1),
    (HTTPFailure(.security, .untrustedCertificate(.selfSigned)), 1), (HTTPFailure(.answer, .timedOut), 1),
    (HTTPFailure(.answer, .malformed), 1), (HTTPFailure(.answer, .tooLarge(limit: 1)), 1),
  ])
  func triesABrokenConnectionAgain(_ failure: HTTPFailure, _ count: Int) async {
    #expect(await requests(after: .failure(failure)) == count)
  }

  @Test(
    arguments: [
      (answer(503), 2), (answer(408), 2), (answer(425), 2), (answer(429), 2), (answer(500), 1),
      (.failure(HTTPFailure(.connection, .refused)), 2),
      (.failure(HTTPFailure(.request, .closed)), 1), (.failure(HTTPFailure(.answer, .closed)), 1),
    ] as [(ScriptedService.Reply, Int)])
  func doesNotRepeatWhatMayHaveBeenDone(_ turn: ScriptedService.Reply, _ count: Int) async {
    let upstream = ScriptedService([turn, Self.fine])
    let client = ModelsClient(
      upstream, speaking: Unrepeatable(), retrying: RetryLoop(RetryPolicy(), pause: { _ in }),
      now: { TestClock.start })
    _ = try? await client.chat(.hello)
    #expect(upstream.requests.count == count)
  }

  @Test func sendsTheSameRequestEachTime() async throws {
    let upstream = ScriptedService([Self.answer(503), Self.answer(502), Self.fine])
    #expect(try await ModelsClient(upstream, retries: 2).chat(.hello).generations.map(\.text) == ["x"])
    #expect(upstream.requests.count == 3)
    #expect(Set(upstream.requests).count == 1)
  }

  @Test func pausesLongerEachTime() async throws {
    let clock = TestClock()
    _ = try await ModelsClient(
      ScriptedService([Self.answer(503), Self.answer(503), Self.answer(503), Self.fine]), retries: 3,
      clock: clock
    ).chat(.hello)
    let ranges = [250...500, 500...1000, 1000...2000]
    #expect(clock.pauses.count == 3)
    for (pause, range) in zip(clock.pauses, ranges) {
      #expect(Duration.milliseconds(range.lowerBound)...Duration.milliseconds(range.upperBound) ~= pause)
    }
  }

  @Test(arguments: ["Retry-After: 7", "Retry-After: Sun, 06 Nov 1994 08:49:44 GMT"])
  func waitsAsLongAsItIsAsked(_ field: String) async throws {
    let clock = TestClock()
    _ = try await ModelsClient(
      ScriptedService([Self.answer(429, field), Self.fine]), retries: 3, clock: clock
    )
    .chat(.hello)
    #expect(clock.pauses.count == 1)
    #expect(clock.pauses.allSatisfy { Duration.seconds(7)...Duration.seconds(7.25) ~= $0 })
  }

  @Test func doesNotWaitTooLong() async {
    let clock = TestClock()
    let upstream = ScriptedService([Self.answer(429, "Retry-After: 121")])
    let refusal = Refusal(status: 429, retryAfter: .seconds(121), model: ChatRequest.hello.model)
    await #expect(throws: ModelsFailure.refused(refusal)) {
      try await ModelsClient(upstream, retries: 3, clock: clock).chat(.hello)
    }
    #expect(clock.pauses == [])
  }

  @Test func saysHowOftenItTried() async throws {
    let upstream = ScriptedService([Self.answer(503), Self.answer(503), Self.answer(429)])
    let error = await #expect(throws: RetriesExhausted.self) {
      try await ModelsClient(upstream, retries: 2).chat(.hello)
    }
    #expect(error?.attempts == 3)
    let last = Refusal(status: 429, model: ChatRequest.hello.model)
    #expect(error?.last as? ModelsFailure == .refused(last))
  }

  @Test func doesNotTryAgainUntold() async {
    await #expect(throws: ModelsFailure.refused(Refusal(status: 503, model: ChatRequest.hello.model))) {
      try await ModelsClient(ScriptedService([Self.answer(503)]), retries: 0).chat(.hello)
    }
  }

  @Test func stopsReadingAnAnswerWithoutEnd() async {
    await #expect(throws: HTTPFailure(.answer, .tooLarge(limit: ModelsClient.longestAnswer))) {
      try await ModelsClient(ScriptedService([.endless]), retries: 3).chat(.hello)
    }
  }
}

/// A dialect whose requests must not reach the service twice.
private struct Unrepeatable: Dialect {
  static var api: API { ModelsREST.api }

  private let dialect = ModelsREST()

  func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] { [] }
  func limits(of feedback: Feedback) -> [Unsupported] { [] }
  func chat(_ request: ChatRequest) -> Operation<Reply> {
    var operation = dialect.chat(request)
    operation.isRepeatable = false
    return operation
  }
  func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>? { dialect.embed(request) }
  func submit(_ feedback: Feedback) -> Operation<FeedbackReceipt>? { dialect.submit(feedback) }
}
