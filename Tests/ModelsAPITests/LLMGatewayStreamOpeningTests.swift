import HTTPTypes
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

/// How a stream begins, what is tried again, and how it breaks off.
struct LLMGatewayStreamOpeningTests {
  private static let text = bytes("data: {\"generations\":[{\"text\":\"a\"}]}\n\n")
  private static let done = bytes("data: [DONE]\n\n")
  private static let closed = HTTPFailure(.answer, .closed)
  private static let fine = ScriptedService.Reply.stream([text, done])

  private func client(_ turns: [ScriptedService.Reply], retries: Int = 3) -> (ModelsClient, ScriptedService) {
    let upstream = ScriptedService(turns)
    return (ModelsClient(upstream, speaking: LLMGateway(), retries: retries), upstream)
  }

  @Test(
    arguments: [
      .raw("HTTP/1.1 503 Busy\n\n"), .raw("HTTP/1.1 500 No\n\n"), .failure(closed),
      .failure(HTTPFailure(.connection, .refused)), .stream([]), .stream([bytes(": hello\n\n")]),
      .stream([bytes("data: {\"half")]), .stream([], failing: closed),
      .stream([bytes(":\n")], failing: closed),
    ] as [ScriptedService.Reply])
  func triesAgainAsLongAsNothingWasHandedOut(_ turn: ScriptedService.Reply) async throws {
    let (models, upstream) = client([turn, Self.fine])
    var stream = try await models.stream(.hello)
    #expect(try await stream.next() == [.text("a")])
    #expect(upstream.requests.count == 2)
  }

  @Test(arguments: [.stream([text]), .stream([text], failing: closed)] as [ScriptedService.Reply])
  func neverTriesAgainBehindTheFirstEvents(_ turn: ScriptedService.Reply) async throws {
    let (models, upstream) = client([turn, Self.fine])
    var stream = try await models.stream(.hello)
    #expect(try await stream.next() == [.text("a")])
    await #expect(throws: (any Error).self) { try await stream.next() }
    #expect(upstream.requests.count == 1)
  }

  @Test func handsOutWhatOneReadBrought() async throws {
    let (models, _) = client([.stream([Self.text + Self.text, bytes(":\n"), Self.text, Self.done])])
    var stream = try await models.stream(.hello)
    #expect(try await stream.next() == [.text("a"), .text("a")])
    #expect(try await stream.next() == [.text("a")])
    #expect(try await stream.next() == nil)
    #expect(try await stream.next() == nil)
  }

  @Test func readsNoFurtherThanItIsAsked() async throws {
    let pulls = Mutex(0)
    let upstream = HTTPFunction { _, _ in
      let body = ReplyBody {
        pulls.withLock { $0 += 1 }
        return Self.text
      }
      return HTTPReply(head: HTTPResponse(status: .ok), body: body)
    }
    let models = ModelsClient(
      upstream, speaking: LLMGateway(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { TestClock.start })
    var stream = try await models.stream(.hello)
    #expect(pulls.withLock { $0 } == 1)
    _ = try await stream.next()
    #expect(pulls.withLock { $0 } == 1)
    _ = try await stream.next()
    #expect(pulls.withLock { $0 } == 2)
  }

  @Test func passesOnABrokenConnection() async throws {
    let (models, _) = client([.stream([Self.text], failing: Self.closed)])
    var stream = try await models.stream(.hello)
    _ = try await stream.next()
    await #expect(throws: Self.closed) { try await stream.next() }
  }

  @Test func doesNotMindABrokenConnectionBehindACompleteAnswer() async throws {
    let (models, _) = client([.stream([Self.text, Self.done], failing: Self.closed)])
    var stream = try await models.stream(.hello)
    _ = try await stream.next()
    #expect(try await stream.next() == nil)
    #expect(try await stream.next() == nil)
  }

  @Test func repeatsItsFailure() async throws {
    let (models, _) = client([.stream([Self.text])])
    var stream = try await models.stream(.hello)
    _ = try await stream.next()
    for _ in 0..<2 {
      await #expect(throws: ModelsFailure.cutStream(requestID: "r-1")) { try await stream.next() }
    }
  }

  @Test func saysHowOftenItTried() async throws {
    let (models, _) = client([.stream([]), .stream([])], retries: 1)
    let error = await #expect(throws: RetriesExhausted.self) { _ = try await models.stream(.hello) }
    #expect(error?.last as? ModelsFailure == .cutStream(requestID: "r-1"))
  }

  @Test func understandsARefusalBeforeTheStream() async {
    let (models, _) = client([
      .raw(
        """
        HTTP/1.1 400 Bad Request
        content-type: application/json
        x-request-id: r-1

        {"errorCode":"BAD_ARGUMENT","messageCode":"E30036","message":"too long"}
        """)
    ])
    let refusal = Refusal(
      status: 400, errorCode: "BAD_ARGUMENT", messageCode: "E30036", message: "too long", requestID: "r-1",
      model: ChatRequest.hello.model)
    await #expect(throws: ModelsFailure.refused(refusal)) { _ = try await models.stream(.hello) }
  }

  @Test func followsNoRedirect() async {
    let (models, _) = client([.raw("HTTP/1.1 302 Found\nlocation: https://x\n\n")])
    let failure = ModelsFailure.redirected(status: 302, location: "https://x", requestID: nil)
    await #expect(throws: failure) { _ = try await models.stream(.hello) }
  }

  @Test(arguments: ["application/json", "text/html; charset=utf-8"])
  func takesNoWholeAnswerForAStream(_ type: String) async {
    let (models, _) = client([.raw("HTTP/1.1 200 OK\ncontent-type: \(type)\n\n{}")])
    let failure = ModelsFailure.otherShape(missing: "stream of events", requestID: nil)
    await #expect(throws: failure) { _ = try await models.stream(.hello) }
  }

  @Test func refusesWhatCannotBeStreamed() async {
    var request = ChatRequest.hello
    request.settings.numberOfGenerations = 2
    let (models, upstream) = client([])
    let limits = [Unsupported(.severalStreamedGenerations, in: .gateway)]
    await #expect(throws: ModelsFailure.unsupported(limits)) { _ = try await models.stream(request) }
    #expect(upstream.requests == [])
  }
}
