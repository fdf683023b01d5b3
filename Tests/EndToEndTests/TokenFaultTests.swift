import Testing

/// Every way in which an org can refuse a token, and where the user is sent to mend it.
@Suite struct TokenFaultTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var error: String
    var description: String
    /// The words that tell how to mend it.
    var mend: String
    var exit: Int32 = 3

    var testDescription: String { "\(error): \(description)" }
  }

  @Test(arguments: refusals)
  func aRefusalIsPassedOnWithAWayToMendIt(_ refusal: Refusal) async throws {
    let body = #"{"error":"\#(refusal.error)","error_description":"\#(refusal.description)"}"#
    let org = try Org([Documents.token: [.answer(400, body)]])
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == refusal.exit)
    #expect(outcome.output == "")
    for words in [refusal.error, refusal.description, "hint:", refusal.mend] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(org.server.requests.count == 1)
  }

  static let app = "Setup › External Client App Manager › the app"

  static let refusals = [
    Refusal(
      error: "invalid_client_id", description: "client identifier invalid",
      mend: "\(app) › Settings › OAuth Settings › Consumer Key and Secret"),
    Refusal(
      error: "invalid_client", description: "invalid client credentials",
      mend: "\(app) › Settings › OAuth Settings › Consumer Key and Secret"),
    Refusal(
      error: "invalid_grant", description: "request not supported on this domain",
      mend: "Setup › Quick Find: My Domain"),
    Refusal(error: "invalid_grant", description: "no client credentials user enabled", mend: "Run As"),
    Refusal(error: "invalid_grant", description: "no valid scopes defined", mend: "sfap_api"),
    Refusal(
      error: "unsupported_grant_type", description: "grant type not supported",
      mend: "Enable Client Credentials Flow"),
    Refusal(
      error: "invalid_grant", description: "user is not admin approved to access this app",
      mend: "\(app) › Policies"),
    Refusal(
      error: "invalid_app_access", description: "user is not admin approved to access this app",
      mend: "\(app) › Policies"),
    Refusal(
      error: "invalid_grant", description: "user hasn't approved this consumer", mend: "\(app) › Policies"),
    Refusal(error: "invalid_grant", description: "Audience validation failed", mend: "audience"),
    Refusal(error: "invalid_grant", description: "expired access/refresh token", mend: "sfmodels auth login"),
    Refusal(error: "invalid_grant", description: "authentication failure", mend: "sfmodels auth login"),
    Refusal(error: "inactive_user", description: "user is inactive", mend: "Setup › Users"),
    Refusal(error: "inactive_org", description: "organization is locked", mend: "administrator"),
    Refusal(error: "rate_limit_exceeded", description: "too many logins", mend: "wait", exit: 4),
    Refusal(error: "unsupported_response_type", description: "response type not supported", mend: app),
    Refusal(error: "invalid_request", description: "HTTPS required", mend: app),
    Refusal(error: "redirect_uri_mismatch", description: "redirect_uri must match", mend: "Callback URL"),
    Refusal(error: "invalid_scope", description: "the scope is unknown", mend: "sfap_api"),
    Refusal(error: "a_new_one", description: "nobody has seen this before", mend: app),
  ]

  struct Fault: Sendable, CustomTestStringConvertible {
    var name: String
    var turn: Turn
    var exit: Int32
    var attempts: Int
    var words: [String]

    var testDescription: String { name }
  }

  @Test(arguments: faults)
  func aTokenEndpointOutOfOrderIsNamed(_ fault: Fault) async throws {
    let org = try Org([Documents.token: [fault.turn.always]])
    let outcome = try await org.run("generate", "hello", "--retries", "1", "--timeout", "500ms")
    #expect(outcome.exit == fault.exit)
    #expect(outcome.output == "")
    #expect(org.server.requests.count == fault.attempts)
    for words in fault.words { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect((0..<150).contains(outcome.peakMegabytes))
  }

  static let faults = [
    Fault(
      name: "500", turn: .answer(500, "oops", type: "text/plain"), exit: 1, attempts: 2,
      words: ["(500)", "oops"]),
    Fault(
      name: "503", turn: .answer(503, "away", type: "text/plain"), exit: 5, attempts: 2,
      words: ["(503)", "away", "2 attempts"]),
    Fault(
      name: "401",
      turn: .answer(401, #"{"error":"invalid_client","error_description":"invalid client credentials"}"#),
      exit: 3, attempts: 1, words: ["invalid client credentials", "Consumer Key and Secret"]),
    Fault(
      name: "404", turn: .answer(404, "<html>not here</html>", type: "text/html"), exit: 3, attempts: 1,
      words: ["(404)", "My Domain"]),
    Fault(
      name: "a page instead of a token",
      turn: .answer(200, "<html>Log in to Salesforce</html>", type: "text/html"), exit: 1, attempts: 1,
      words: ["Log in to Salesforce", "My Domain"]),
    Fault(
      name: "JSON without a token", turn: .answer(200, #"{"token_type":"Bearer"}"#), exit: 1, attempts: 1,
      words: ["My Domain"]),
    Fault(
      name: "a redirect",
      turn: .raw("HTTP/1.1 302 Found\nLocation: https://login.salesforce.com/\nContent-Length: 0\n\n"),
      exit: 1, attempts: 1, words: ["https://login.salesforce.com/", "My Domain"]),
    Fault(
      name: "a reset", turn: Turn(.reset), exit: 5, attempts: 2,
      words: ["no token from http://127.0.0.1", "closed the connection", "2 attempts"]),
    Fault(
      name: "silence", turn: Turn(.silence), exit: 5, attempts: 1,
      words: ["no token from http://127.0.0.1", "did not answer in time"]),
    Fault(
      name: "an answer of 2 GB",
      turn: Turn(.raw("HTTP/1.1 200 OK\nContent-Length: 2147483648\n\n"), .flood(1 << 31), .close), exit: 1,
      attempts: 1, words: ["longer than"]),
  ]

  @Test func aDomainThatRefusesConnectionsIsNamed() async throws {
    let org = try Org()
    let (socket, port) = try Loopback.socket()
    defer { socket.close() }
    let outcome = try await org.run(
      "generate", "hello", "--retries", "0", "--domain", "http://127.0.0.1:\(port)")
    #expect(outcome.exit == 5)
    #expect(
      outcome.errors.contains("no token from http://127.0.0.1:\(port): 127.0.0.1:\(port) refuses connections")
    )
  }

  @Test func anOpaqueTokenIsExplainedBeforeItTurnsIntoA404() async throws {
    let org = try Org([
      Documents.token: [.answer(200, #"{"access_token":"00Dxx!AQEAQ.opaque","token_type":"Bearer"}"#)]
    ])
    let outcome = try await org.run("generate", "hello", with: ["SFMODELS_BASE_URL": ""])
    #expect(outcome.exit == 3)
    #expect(outcome.errors.contains("the token is not a JSON Web Token"), "\(outcome.errors)")
    #expect(outcome.errors.contains("Issue JSON Web Token (JWT)-based access tokens for named users"))
  }

  @Test func withoutCredentialsNothingIsAsked() async throws {
    let outcome = try await Alone().run("generate", "hello")
    #expect(
      outcome.told
        == Told(
          3, "",
          """
          sfmodels: not signed in as profile 'default'
            hint: run 'sfmodels auth login', or set SFMODELS_DOMAIN, SFMODELS_CLIENT_ID, SFMODELS_CLIENT_SECRET; without an org: --emulator

          """))
  }

  @Test(arguments: ["http://example.com", "http://10.0.0.1:8080"])
  func aSecretDoesNotTravelInTheOpen(_ domain: String) async throws {
    let org = try Org()
    let outcome = try await org.run("generate", "hello", "--domain", domain)
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("plain http"), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }
}
