import Authorization
import TestSupport
import Testing
import Wire

/// Whether the org still takes a token.
struct TokenCheckTests {
  private static func check(_ answer: String) async throws -> [String] {
    let upstream = ScriptedService(answer)
    let endpoint = TokenEndpoint(
      domain: acme, service: upstream, retrying: RetryLoop(RetryPolicy(retries: 0), pause: noPause),
      now: { start })
    try await endpoint.check(AccessToken("t0ken", received: start))
    return upstream.requests
  }

  @Test func theOrgIsAskedWhoseItIs() async throws {
    #expect(
      try await Self.check(success(#"{"user_id":"005"}"#)) == [
        """
        GET https://acme.my.salesforce.com/services/oauth2/userinfo
        Authorization: Bearer t0ken
        Accept: application/json


        """
      ])
  }

  @Test(arguments: [
    ("HTTP/1.1 403 Forbidden\nContent-Type: text/plain\n\nBad_OAuth_Token", "Bad_OAuth_Token"),
    ("HTTP/1.1 401 Unauthorized\n\n", nil),
    ("HTTP/1.1 403 Forbidden\n\nMissing_OAuth_Token", "Missing_OAuth_Token"),
  ])
  func aTokenThatItDoesNotTakeIsNamed(_ answer: String, _ said: String?) async {
    await #expect(throws: AuthorizationFailure.rejectedToken(domain: acme, said: said)) {
      try await Self.check(answer)
    }
  }

  @Test(arguments: [404, 500]) func anOrgThatDoesNotSayIsNoRefusal(_ status: Int) async {
    await #expect(
      throws: AuthorizationFailure.unexpectedAnswer(UnexpectedAnswer(status: status), domain: acme)
    ) {
      try await Self.check("HTTP/1.1 \(status) Oh\n\n")
    }
  }
}
