import Authorization
import FoundationEssentials
import TestSupport
import Testing
import Wire

/// What the org is asked in the browser, and which answers count.
struct AuthorizationRequestTests {
  private static let request = AuthorizationRequest(
    to: acme, clientID: "3MVG9.k", redirect: "http://localhost:1717/OauthRedirect",
    random: [UInt8](repeating: 0x41, count: 32) + [UInt8](repeating: 0x42, count: 32))

  /// 32 bytes of `B`.
  private static let state = "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI"

  @Test func theAddressHasAllThatTheDocumentsAskFor() throws {
    let address = Self.request.address
    #expect(address.hasPrefix("https://acme.my.salesforce.com/services/oauth2/authorize?"))
    let query = FormFields(decoding: Array(try #require(address.split(separator: "?").last).utf8))
    #expect(
      query.fields.map { "\($0.name)=\($0.value)" } == [
        "response_type=code", "client_id=3MVG9.k", "redirect_uri=http://localhost:1717/OauthRedirect",
        "scope=api sfap_api refresh_token", "state=\(Self.state)",
        // SHA-256 of "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE", by openssl.
        "code_challenge=rr3cdGbVatgrV5fnu5CkIkv6K9PBLTZNiPwkFoVACdw", "code_challenge_method=S256",
      ])
  }

  @Test(arguments: [
    ("code=a%2Bb&state=\(state)", "a+b"), ("state=\(state)&code=c", "c"), ("", nil), ("other=1", nil),
    ("code=&state=\(state)", nil),
  ])
  func aCodeOfThisRequestCounts(_ query: String, _ code: String?) throws {
    #expect(try Self.request.code(in: FormFields(decoding: Array(query.utf8))) == code)
  }

  @Test(arguments: [
    "code=c", "code=c&state=", "code=c&state=\(state)x", "code=c&state=\(state.lowercased())",
    "error=access_denied&state=other", "error=access_denied", "error=access_denied&state=",
  ])
  func anotherAnswerDoesNot(_ query: String) {
    #expect(throws: AuthorizationFailure.foreignAnswer) {
      try Self.request.code(in: FormFields(decoding: Array(query.utf8)))
    }
  }

  private static let refusal = AuthorizationFailure.refused(
    OAuthRefusal(error: "access_denied", description: "no"), domain: acme)

  @Test func aRefusalIsOne() {
    let query = "error=access_denied&error_description=no&state=\(Self.state)"
    #expect(throws: Self.refusal) {
      try Self.request.code(in: FormFields(decoding: Array(query.utf8)))
    }
  }

  @Test(arguments: [
    "error=access_denied&error_description=no&state=\(state)", "error=access_denied&error_description=no",
    "http://localhost:1717/OauthRedirect?error=access_denied&error_description=no",
  ])
  func aRefusalThatIsPastedMayLackTheState(_ text: String) {
    #expect(throws: Self.refusal) { try Self.request.code(inPasted: text) }
  }

  @Test(arguments: [
    "http://localhost:1717/OauthRedirect?code=c&state=\(state)", "?code=c&state=\(state)",
    "code=c&state=\(state)", "http://localhost:1717/OauthRedirect?code=c&state=\(state)#_",
    "code=c&state=\(state) ",
  ])
  func whatIsPastedCounts(_ text: String) throws {
    #expect(try Self.request.code(inPasted: text) == "c")
  }

  @Test(arguments: ["c", "http://localhost:1717/OauthRedirect", "", "?"])
  func whatIsNoAnswerIsNone(_ text: String) throws {
    #expect(try Self.request.code(inPasted: text) == nil)
  }

  @Test func theCodeIsExchangedOnce() async throws {
    let upstream = ScriptedService(.failure(HTTPFailure(.answer, .closed)))
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(retries: 3), pause: noPause),
      now: { start })
    await #expect(throws: AuthorizationFailure.unreachable(HTTPFailure(.answer, .closed), domain: acme)) {
      try await AuthorizationCode(endpoint, Self.request, secret: nil).answer(for: "c")
    }
    #expect(
      upstream.bodies == [
        "grant_type=authorization_code&code=c&client_id=3MVG9.k&redirect_uri=http%3A%2F%2Flocalhost%3A1717%2FOauthRedirect&code_verifier=QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE"
      ])
  }
}
