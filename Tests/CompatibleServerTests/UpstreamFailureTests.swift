import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct UpstreamFailureTests {
  private let chat = ChatRequest(model: "org__Model", .messages([Message(.user, "Hello")]))

  private func failure(of turn: ScriptedService.Reply, retries: Int = 0) async throws -> ServerError {
    let models = ServedModels.played(ScriptedService(turn), retries: retries)
    return try await #require(throws: ServerError.self) { _ = try await models.answer(chat) }
  }

  @Test(arguments: [
    (400, 400), (401, 401), (402, 400), (403, 403), (405, 400), (408, 408), (409, 409), (413, 413),
    (418, 400),
    (422, 422), (423, 503), (425, 503), (429, 429), (500, 500), (502, 502), (503, 503), (504, 504),
    (529, 529),
    (302, 502),
  ])
  func statusesAreThoseThatSDKsUnderstand(_ upstream: Int, _ served: Int) async throws {
    let failure = try await failure(of: .answer(status: upstream, #"{"message":"why"}"#))
    #expect(failure.upstream?.status == served)
  }

  @Test func wordsCodesAndRequestIDAreKept() async throws {
    let body =
      #"{"errorCode":"BAD_ARGUMENT","messageCode":"E30036","message":"Too long.","targets":[{"reference":"prompt"}]}"#
    let failure = try await failure(
      of: .answer(status: 400, body, headers: [HTTPField.Name("x-request-id")!: "r-1"]))
    #expect(
      failure.upstream?.message
        == "The org's model service: Too long. [prompt] (400 BAD_ARGUMENT E30036, request id r-1)")
    #expect(failure.upstream?.requestID == "r-1")
  }

  @Test(arguments: [
    ("https://u:s3cret@h/login?sid=s3cret#s3cret", " to https://h/login"),
    ("/login?sid=s3cret", " to /login"),
    ("//s3cret@h:1/a@b", " to //h:1/a@b"), (nil, ""),
  ])
  func aRedirectTellsNoSecret(_ location: String?, _ target: String) async throws {
    let headers: HTTPFields = location.map { [.location: $0] } ?? [:]
    let failure = try await failure(of: .answer(status: 307, "", headers: headers))
    #expect(
      failure.upstream?.message
        == "The org's model service: it redirects (307)\(target), which is not followed")
  }

  @Test(arguments: [("0", 0), ("1.2", 2), ("30", 30)])
  func theWaitIsPassedOnInWholeSeconds(_ header: String, _ seconds: Int) async throws {
    let failure = try await failure(of: .answer(status: 503, "", headers: [.retryAfter: "\(header)"]))
    #expect(failure.upstream?.retryAfter == seconds)
  }

  @Test func aModelThatTheOrgLacksIsUnknown() async throws {
    let failure = try await failure(of: .answer(status: 404, ""))
    guard case .unknownModel("org__Model", let available) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(available.first == "fast")
  }

  @Test(arguments: [
    (
      HTTPFailure(.connection, .refused, peer: "h:1"), 502,
      "No answer from upstream: h:1 refuses connections."
    ),
    (
      HTTPFailure(.name, .unknownHost, peer: "h"), 502,
      "No answer from upstream: there is no host of the name h."
    ),
    (
      HTTPFailure(.answer, .timedOut), 504,
      "No answer from upstream: the org's model service did not answer in time."
    ),
    (
      HTTPFailure(.connection, .timedOut, peer: "h"), 504,
      "No answer from upstream: h did not answer in time."
    ),
  ])
  func aServiceThatIsNotThereIsAGatewaysFailure(_ cause: HTTPFailure, _ status: Int, _ message: String)
    async throws
  {
    let failure = try await failure(of: .failure(cause))
    #expect(failure.upstream?.status == status)
    #expect(failure.upstream?.message == message)
  }

  @Test(arguments: [
    ("<html>", "its answer is no JSON: unexpected '<' at byte 0"),
    ("{}", "its answer has no generationDetails.generations[0].content"),
  ])
  func anAnswerThatIsNoneIsABadGateways(_ body: String, _ fault: String) async throws {
    let failure = try await failure(of: .json(body))
    #expect(failure.upstream?.status == 502)
    #expect(failure.upstream?.message == "The org's model service: \(fault)")
  }

  private struct NoToken: Error {}

  @Test func errorsOfOtherRoomsAreExplainedByTheirOwner() async throws {
    let models = ServedModels.played(
      ScriptedService(.failure(NoToken())),
      explain: { error in
        error is NoToken ? UpstreamFailure(.unauthorized, message: "not signed in") : nil
      })
    let failure = try await #require(throws: ServerError.self) { _ = try await models.answer(chat) }
    #expect(failure.upstream?.status == 401)
    #expect(failure.upstream?.message == "not signed in")
  }

  @Test func errorsThatNobodyKnowsAreTheServersOwn() async throws {
    let failure = try await failure(of: .failure(NoToken()))
    #expect(failure.upstream?.status == 500)
    #expect(failure.upstream?.message == "The server failed: NoToken.")
  }

  @Test func theLastOfSeveralAttemptsCounts() async throws {
    let service = ScriptedService(.answer(status: 503, ""), .answer(status: 429, ""))
    let models = ServedModels.played(service, retries: 1)
    let failure = try await #require(throws: ServerError.self) { _ = try await models.answer(chat) }
    #expect(failure.upstream?.status == 429)
  }

  @Test func aClientThatLeavesIsNoFailure() async throws {
    let models = ServedModels.played(ScriptedService(.silence))
    let chat = chat
    let task = Task { try await models.answer(chat).ignored }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }
}
