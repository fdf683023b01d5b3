import Authorization
import TestSupport
import Testing
import Wire

/// Answers of the token endpoint that are no token: what is made of them, and which are asked for again.
struct TokenEndpointFailureTests {
  @Test(arguments: [400, 401, 403])
  func passesOnARefusal(_ status: Int) async {
    let upstream = ScriptedService(
      """
      HTTP/1.1 \(status) Whatever
      content-type: application/json;charset=UTF-8

      {"error":"invalid_grant","error_description":"no client credentials user enabled"}
      """)
    let refusal = OAuthRefusal(error: "invalid_grant", description: "no client credentials user enabled")
    await #expect(throws: AuthorizationFailure.refused(refusal, domain: acme)) {
      try await fetchToken(upstream, retries: 3)
    }
  }

  @Test func recognisesARefusalThatCallsItselfASuccess() async {
    let refusal = OAuthRefusal(error: "invalid_client", description: nil)
    await #expect(throws: AuthorizationFailure.refused(refusal, domain: acme)) {
      try await fetchToken(ScriptedService(success(#"{"error":"invalid_client"}"#)))
    }
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\n\n", UnexpectedAnswer(status: 200)),
    ("HTTP/1.1 204 No Content\n\n", UnexpectedAnswer(status: 204)),
    (
      "HTTP/1.1 200 OK\n\n<html><title>Login | Salesforce</title></html>",
      UnexpectedAnswer(status: 200, excerpt: "Login | Salesforce")
    ),
    (
      "HTTP/1.1 200 OK\n\n{\"access_token\":\"\"}",
      UnexpectedAnswer(status: 200, excerpt: #"{"access_token":""}"#)
    ),
    ("HTTP/1.1 200 OK\n\n{}", UnexpectedAnswer(status: 200, excerpt: "{}")),
    (
      "HTTP/1.1 302 Found\nLocation: https://login.salesforce.com\n\n",
      UnexpectedAnswer(status: 302, location: "https://login.salesforce.com")
    ),
    (
      "HTTP/1.1 301 Moved\nLocation: /x\n\n{\"a\":1}",
      UnexpectedAnswer(status: 301, location: "/x", excerpt: #"{"a":1}"#)
    ),
    ("HTTP/1.1 404 Not Found\n\nNothing\n here", UnexpectedAnswer(status: 404, excerpt: "Nothing here")),
    (
      "HTTP/1.1 500 Oops\n\n{\"error\":\"unknown_error\"}",
      UnexpectedAnswer(status: 500, excerpt: #"{"error":"unknown_error"}"#)
    ),
    (
      "HTTP/1.1 503 Later\nRetry-After: 9\n\n<title>Maintenance</title>",
      UnexpectedAnswer(status: 503, excerpt: "Maintenance", retryAfter: .seconds(9))
    ),
    (
      "HTTP/1.1 429 Slow down\nRetry-After: 9\n\n{\"error\":\"rate_limit_exceeded\"}",
      UnexpectedAnswer(status: 429, excerpt: #"{"error":"rate_limit_exceeded"}"#, retryAfter: .seconds(9))
    ),
  ])
  func reportsEveryOtherAnswer(_ raw: String, _ answer: UnexpectedAnswer) async {
    await #expect(throws: AuthorizationFailure.unexpectedAnswer(answer, domain: acme)) {
      try await fetchToken(ScriptedService(raw))
    }
  }

  @Test(arguments: [
    #"HTTP/1.1 200 OK|{"accessToken":"TOKEN","access_token":7}"#,
    #"HTTP/1.1 200 OK|{"refresh_token":"s3cret"#, #"HTTP/1.1 400 No|Bearer TOKEN"#,
    "HTTP/1.1 200 OK\nContent-Type: application/x-www-form-urlencoded|access_token=s3cret&x=1",
  ])
  func anErrorHoldsNoSecret(_ raw: String) async throws {
    let raw = raw.replacing("|", with: "\n\n").replacing("TOKEN", with: webToken(payload: "{}"))
    let error = await #expect(throws: AuthorizationFailure.self) {
      try await fetchToken(ScriptedService(raw))
    }
    let words = String(describing: error)
    #expect(!words.contains("s3cret") && !words.contains("eyJ"), "\(words)")
  }

  @Test func aLongPageIsKnownByItsTitle() async {
    let page = "<title>Anmeldung für alle</title>x" + String(repeating: "ü", count: 4096)
    let answer = UnexpectedAnswer(status: 200, excerpt: "Anmeldung für alle")
    await #expect(throws: AuthorizationFailure.unexpectedAnswer(answer, domain: acme)) {
      try await fetchToken(ScriptedService(success(page)))
    }
  }

  @Test(arguments: [408, 423, 425, 429, 500, 502, 503, 504])
  func triesAPassingStatusAgain(_ status: Int) async throws {
    let upstream = ScriptedService(
      "HTTP/1.1 \(status) Whatever\n\n{\"error\":\"rate_limit_exceeded\"}",
      success(#"{"access_token":"t"}"#))
    #expect(try await fetchToken(upstream, retries: 1).text == "t")
  }

  @Test func triesABrokenConnectionAgain() async throws {
    let upstream = ScriptedService([
      .failure(HTTPFailure(.connection, .refused)), .failure(HTTPFailure(.answer, .closed)),
      .raw(success(#"{"access_token":"t"}"#)),
    ])
    #expect(try await fetchToken(upstream, retries: 3).text == "t")
    #expect(Set(upstream.requests).count == 1)
  }

  @Test func waitsAsLongAsItIsAsked() async throws {
    let pauses = Recorder<Duration>()
    let upstream = ScriptedService(
      "HTTP/1.1 429 Slow down\nRetry-After: 7\n\n{\"error\":\"x\"}", success(#"{"access_token":"t"}"#))
    _ = try await fetchToken(upstream, retries: 1, pauses: pauses)
    #expect(pauses.entries.map { Duration.seconds(7)...Duration.seconds(7.25) ~= $0 } == [true])
  }

  @Test func saysHowOftenItTried() async throws {
    let failure = HTTPFailure(.connection, .refused, peer: "acme.my.salesforce.com:443")
    let error = await #expect(throws: RetriesExhausted.self) {
      try await fetchToken(ScriptedService([.failure(failure), .failure(failure)]), retries: 1)
    }
    #expect(error?.attempts == 2)
    #expect(error?.last as? AuthorizationFailure == .unreachable(failure, domain: acme))
  }

  @Test func stopsReadingAnAnswerWithoutEnd() async {
    let failure = HTTPFailure(.answer, .tooLarge(limit: 1 << 20))
    await #expect(throws: AuthorizationFailure.unreachable(failure, domain: acme)) {
      try await fetchToken(ScriptedService([.endless]), retries: 3)
    }
  }
}
