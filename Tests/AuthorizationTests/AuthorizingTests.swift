import Authorization
import FoundationEssentials
import HTTPTypes
import TestSupport
import Testing
import Wire

/// Requests with a token, and once more with another.
struct AuthorizingTests {
  private static let first = AccessToken.named("first", to: 1800)
  private static let second = AccessToken.named("second", to: 1800)
  private static let fine = "HTTP/1.1 200 OK\n\nfine"
  private static let unauthorized = "HTTP/1.1 401 Unauthorized\n\nno"

  private func send(_ upstream: ScriptedService, _ source: any TokenSource, to named: String? = nil)
    async throws
    -> String
  {
    let destination = Destination(named: try named.map { try #require(BaseURL($0)) }, ownPath: "/v1")
    let service = Authorizing(
      upstream, TokenProvider(source, cachedAt: nil, now: { start }), to: destination)
    let request = HTTPRequest(
      method: .post, scheme: nil, authority: nil, path: "/feedback", headerFields: [.accept: "text/plain"])
    var reply = try await service.respond(to: request, body: Array("body".utf8))
    return
      "\(reply.head.status.code) \(String(decoding: try await reply.body.collect(upTo: 99), as: UTF8.self))"
  }

  private static func request(_ token: AccessToken, to address: String = "https://api.salesforce.com/v1")
    -> String
  {
    """
    POST \(address)/feedback
    Accept: text/plain
    Authorization: Bearer \(token.text)

    body
    """
  }

  @Test func addsHostAndToken() async throws {
    let upstream = ScriptedService(Self.fine)
    #expect(try await send(upstream, Source(Self.first)) == "200 fine")
    #expect(upstream.requests == [Self.request(Self.first)])
  }

  @Test(arguments: [(nil, "core/prod/00Dxx0000000001EAA"), ("core/prod/mine", "core/prod/mine")])
  func tellsTheTenantThatTheTokenNamesUnlessTheUserHas(_ own: String?, _ told: String) async throws {
    let upstream = ScriptedService(Self.fine)
    let service = Authorizing(
      upstream, TokenProvider(Source(Self.first), cachedAt: nil, now: { start }),
      to: Destination(named: nil, ownPath: "/v1"), tellsTenant: true)
    var request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/models")
    request.headerFields[try #require(HTTPField.Name("x-sfdc-core-tenant-id"))] = own
    _ = try await service.respond(to: request, body: [])
    #expect(upstream.requests.map { $0.contains("x-sfdc-core-tenant-id: \(told)\n") } == [true])
  }

  @Test func triesOnceMoreWithAFreshToken() async throws {
    let upstream = ScriptedService(Self.unauthorized, Self.fine)
    #expect(try await send(upstream, Source({ Self.first }, { Self.second })) == "200 fine")
    #expect(upstream.requests == [Self.request(Self.first), Self.request(Self.second)])
  }

  @Test func letsGoOfTheFirstReplyBeforeItSendsAgain() async throws {
    let log = Recorder<String>()
    let upstream = HTTPFunction { _, _ in
      log.record("request")
      let exchange = Exchange { log.record("let go") }
      return HTTPReply(
        head: HTTPResponse(status: .unauthorized), body: ReplyBody { withExtendedLifetime(exchange) { nil } })
    }
    let provider = TokenProvider(Source({ Self.first }, { Self.second }), cachedAt: nil, now: { start })
    let service = Authorizing(upstream, provider, to: Destination(named: nil, ownPath: "/v1"))
    let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
    let reply = try await service.respond(to: request, body: [])
    #expect(log.entries == ["request", "let go", "request"])
    #expect(reply.head.status == .unauthorized)
  }

  /// What ends when nobody wants its reply any more.
  private final class Exchange: Sendable {
    private let ended: @Sendable () -> Void
    init(ended: @escaping @Sendable () -> Void) { self.ended = ended }
    deinit { ended() }
  }

  @Test func givesUpWhenTheFreshTokenIsNotTakenEither() async throws {
    let upstream = ScriptedService(Self.unauthorized, "HTTP/1.1 401 Unauthorized\n\nno again")
    #expect(try await send(upstream, Source({ Self.first }, { Self.second })) == "401 no again")
    #expect(upstream.requests == [Self.request(Self.first), Self.request(Self.second)])
  }

  @Test func doesNotTryAGivenTokenTwice() async throws {
    let upstream = ScriptedService(Self.unauthorized)
    #expect(try await send(upstream, GivenToken(Self.first.text, now: { start })) == "401 no")
  }

  @Test(arguments: [400, 403, 404, 503])
  func leavesEveryOtherStatusAlone(_ status: Int) async throws {
    let upstream = ScriptedService("HTTP/1.1 \(status) Whatever\n\nwords")
    #expect(try await send(upstream, Source(Self.first)) == "\(status) words")
  }

  @Test func saysWhyThereIsNoFreshToken() async throws {
    let refusal = AuthorizationFailure.refused(
      OAuthRefusal(error: "inactive_user", description: nil),
      domain: BaseURL(httpsHost: "acme.my.salesforce.com"))
    await #expect(throws: refusal) {
      try await send(ScriptedService(Self.unauthorized), Source({ Self.first }, { throw refusal }))
    }
  }

  @Test(arguments: [
    ("https://gateway.example", "https://gateway.example/v1"),
    ("https://gateway.example/v2", "https://gateway.example/v2"),
    ("http://127.0.0.1:80/x", "http://127.0.0.1/x"), ("http://localhost:8080", "http://localhost:8080/v1"),
  ])
  func sendsAnyTokenToTheNamedHost(_ named: String, _ address: String) async throws {
    let upstream = ScriptedService(Self.fine)
    let opaque = AccessToken("opaque", received: start)
    #expect(try await send(upstream, Source(opaque), to: named) == "200 fine")
    #expect(upstream.requests == [Self.request(opaque, to: address)])
  }

  @Test(arguments: [nil, "https://api.salesforce.com", "https://acme.my.salesforce.com/x"])
  func sendsNoOpaqueTokenToSalesforce(_ named: String?) async {
    await #expect(throws: AuthorizationFailure.opaqueToken) {
      try await send(ScriptedService(), Source(AccessToken("opaque", received: start)), to: named)
    }
  }

  @Test func sendsNothingOverPlainHTTP() async throws {
    let url = try #require(BaseURL("http://gateway.example/v2"))
    await #expect(throws: AuthorizationFailure.unsafeDestination(url)) {
      try await send(ScriptedService(), Source(Self.first), to: "http://gateway.example/v2")
    }
  }
}
