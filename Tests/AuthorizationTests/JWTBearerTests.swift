import Authorization
import FoundationEssentials
import TestSupport
import Testing
import Wire

/// The statement that a private key signs, and the token that comes for it.
struct JWTBearerTests {
  @Test func sendsASignedStatement() async throws {
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    let text = Recorder<String>()
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(retries: 0), pause: noPause),
      now: { start })
    let sign: @Sendable ([UInt8]) -> [UInt8] = {
      text.record(String(decoding: $0, as: UTF8.self))
      return [0xFB, 0xFF, 0x00]
    }
    let grant = JWTBearer(
      endpoint, clientID: "3MVG9.k", username: "ci@acme.example", now: { start }, sign: sign)
    #expect(try await grant.token().text == "t")
    let content = try #require(text.entries.first)
    let parts = try content.split(separator: ".").map { part in
      String(decoding: try #require(Base64URL.decode(part)), as: UTF8.self)
    }
    let end = Int(start.timeIntervalSince1970) + 120
    #expect(
      parts == [
        #"{"alg":"RS256","typ":"JWT"}"#,
        #"{"iss":"3MVG9.k","sub":"ci@acme.example","aud":"https://login.salesforce.com","exp":\#(end)}"#,
      ])
    #expect(
      upstream.requests == [
        """
        POST https://acme.my.salesforce.com/services/oauth2/token
        Content-Type: application/x-www-form-urlencoded
        Accept: application/json

        grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=\(content).-_8A
        """
      ])
  }

  /// It is `start` by the org's clock; ours is off by so many seconds.
  @Test(arguments: [
    ("expired authorization code", 120.0, OAuthRefusal.Cause.wrongClock),
    ("invalid assertion", -61, .wrongClock), ("something new", 1e9, .wrongClock),
    ("invalid assertion", 60, .wrongSignature), ("expired authorization code", 0, .expiredGrant),
    ("Audience validation failed", 1e9, .wrongAudience),
  ])
  func aWrongClockIsWhyAStatementIsRefused(
    _ description: String, _ seconds: Double, _ cause: OAuthRefusal.Cause
  ) async throws {
    let upstream = ScriptedService(
      """
      HTTP/1.1 400 Bad Request
      Date: Sun, 06 Nov 1994 08:49:37 GMT

      {"error":"invalid_grant","error_description":"\(description)"}
      """)
    let now = start + seconds
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(retries: 0), pause: noPause),
      now: { now })
    let grant = JWTBearer(
      endpoint, clientID: "3MVG9.k", username: "ci@acme.example", now: { now }, sign: { _ in [] })
    let failure = await #expect(throws: AuthorizationFailure.self) { try await grant.token() }
    guard case .refused(let refusal, _) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(refusal.cause == cause)
  }

  @Test(arguments: [
    ("https://acme.my.salesforce.com", "https://login.salesforce.com"),
    ("https://acme.develop.my.salesforce.com", "https://login.salesforce.com"),
    ("https://acme--uat.sandbox.my.salesforce.com", "https://test.salesforce.com"),
    ("https://acme--uat.my.salesforce.com", "https://test.salesforce.com"),
    ("https://page-fun-1234.scratch.my.salesforce.com", "https://test.salesforce.com"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("http://localhost:1/path", "http://localhost:1"),
  ])
  func isMadeOutForTheLoginHost(_ domain: String, _ audience: String) throws {
    #expect(JWTBearer.audience(of: try #require(BaseURL(domain))) == audience)
  }

  @Test func aKeptTokenIsGoodUntilItsEnd() async throws {
    let token = AccessToken.named("kept", to: 60)
    #expect(try await GivenToken(token.text, isKept: true, now: { start }).token().text == token.text)
    await #expect(throws: AuthorizationFailure.endedToken(start + 60)) {
      try await GivenToken(token.text, isKept: true, now: { start + 61 }).token()
    }
    #expect(try await GivenToken(token.text, now: { start + 61 }).token().text == token.text)
  }
}
