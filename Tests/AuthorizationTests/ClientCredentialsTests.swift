import Authorization
import FoundationEssentials
import TestSupport
import Testing
import Wire

/// The token endpoint: what is sent, and the token that comes.
struct ClientCredentialsTests {
  private static let text = webToken(payload: #"{"exp":784113577,"iat":784111777}"#)

  @Test func sendsAForm() async throws {
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    _ = try await fetchToken(upstream)
    #expect(
      upstream.requests == [
        """
        POST https://acme.my.salesforce.com/services/oauth2/token
        Content-Type: application/x-www-form-urlencoded
        Accept: application/json

        grant_type=client_credentials&client_id=3MVG9.k_y&client_secret=s3cret
        """
      ])
  }

  @Test(arguments: [
    ("a&b=c d+e%", "a%26b%3Dc+d%2Be%25"), ("Grüße€", "Gr%C3%BC%C3%9Fe%E2%82%AC"), ("*-._~/", "*-._%7E%2F"),
    ("", ""),
  ])
  func encodesTheSecret(_ secret: String, _ encoded: String) async throws {
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    _ = try await fetchToken(upstream, secret: secret)
    #expect(upstream.requests.map { $0.hasSuffix("&client_secret=\(encoded)") } == [true])
  }

  @Test func keepsADomainsPath() async throws {
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    _ = try await fetchToken(
      upstream, domain: try #require(BaseURL("https://acme.my.site.com:8443/partners/")))
    #expect(
      upstream.requests.map {
        $0.hasPrefix("POST https://acme.my.site.com:8443/partners/services/oauth2/token\n")
      }
        == [true])
  }

  @Test func sendsNoSecretOverPlainHTTP() async throws {
    let plain = try #require(BaseURL("http://acme.my.salesforce.com"))
    await #expect(throws: AuthorizationFailure.unsafeDestination(plain)) {
      try await fetchToken(ScriptedService(), domain: plain)
    }
    let loopback = try #require(BaseURL("http://127.0.0.1:8080"))
    let upstream = ScriptedService(success(#"{"access_token":"t"}"#))
    #expect(try await fetchToken(upstream, domain: loopback).text == "t")
  }

  @Test func readsTheDocumentedAnswer() async throws {
    let upstream = ScriptedService(
      success(
        """
        {"access_token":"\(Self.text)","signature":"x=","token_format":"jwt","scope":"sfap_api api",
        "instance_url":"https://acme.my.salesforce.com","id":"https://login.salesforce.com/id/00D/005",
        "token_type":"Bearer","issued_at":"1736530186928","api_instance_url":"https://api.salesforce.com"}
        """))
    let expected = AccessToken(
      Self.text, received: start, instanceURL: "https://acme.my.salesforce.com",
      apiInstanceURL: "https://api.salesforce.com", scope: "sfap_api api",
      identity: "https://login.salesforce.com/id/00D/005")
    #expect(try await fetchToken(upstream) == expected)
    #expect(expected.expiry == start + 1800)
  }

  @Test(arguments: [
    #"{"access_token":"TOKEN"}"#, #"{"access_token":"TOKEN","instance_url":null,"scope":7,"id":[]}"#,
    #"{"access_token":"TOKEN","token_format":"jwt","expires_in":3600,"new":{}}"#,
  ])
  func needsNothingButTheToken(_ json: String) async throws {
    let upstream = ScriptedService(success(json.replacing("TOKEN", with: Self.text)))
    #expect(try await fetchToken(upstream) == AccessToken(Self.text, received: start))
  }

  @Test(arguments: [
    #"{"access_token":"00Dxx0000001gPL!AR8AQJXg5oj8jXSgxJfA0lBog","token_type":"Bearer"}"#,
    #"{"access_token":"opaque","token_format":"opaque"}"#,
  ])
  func recognisesAnOpaqueToken(_ json: String) async {
    await #expect(throws: AuthorizationFailure.opaqueToken) {
      try await fetchToken(ScriptedService(success(json)))
    }
  }

  @Test func revokesAToken() async throws {
    let upstream = ScriptedService("HTTP/1.1 200 OK\n\n")
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(), pause: noPause), now: { start }
    )
    try await endpoint.revoke(AccessToken("a+b", received: start))
    #expect(
      upstream.requests == [
        """
        POST https://acme.my.salesforce.com/services/oauth2/revoke
        Content-Type: application/x-www-form-urlencoded
        Accept: application/json

        token=a%2Bb
        """
      ])
  }
}
