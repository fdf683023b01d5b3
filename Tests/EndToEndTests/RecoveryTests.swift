import Testing

/// Faults that pass, and what is done about them.
@Suite struct RecoveryTests {
  @Test func aRefusedTokenIsReplacedOnce() async throws {
    let org = try Org([
      Documents.generations: [Documents.error(401, "INVALID_AUTH", "no"), Documents.generation]
    ])
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests(to: Documents.token).count == 2)
    #expect(org.server.requests(to: Documents.generations).count == 2)
  }

  @Test func aBusyServiceIsAskedAgainWithTheSameRequest() async throws {
    let org = try Org([
      Documents.generations: [
        Documents.error(503, "INTERNAL_ERROR", "no"), Turn(.reset), Documents.generation,
      ]
    ])
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    let bodies = org.server.requests(to: Documents.generations).map(\.body)
    #expect(bodies == [String](repeating: #"{"prompt":"hello"}"#, count: 3))
  }

  @Test func theWaitThatTheServiceAsksForIsKept() async throws {
    let limited = Documents.error(429, "LIMIT_EXCEEDED", "Too many", headers: ["Retry-After: 1"])
    let org = try Org([Documents.generations: [limited, Documents.generation]])
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    let times = org.server.requests(to: Documents.generations).map(\.time)
    try #require(times.count == 2)
    #expect(times[1] - times[0] >= .seconds(1))
  }

  @Test func aWaitThatIsTooLongIsNamedAndNotKept() async throws {
    let org = try Org([
      Documents.generations: [
        Documents.error(429, "LIMIT_EXCEEDED", "Too many", headers: ["Retry-After: 3600"])
      ]
    ])
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 4)
    #expect(outcome.errors.contains("3600 s"), "\(outcome.errors)")
  }

  @Test func aRefusedConnectionIsNamed() async throws {
    let org = try Org()
    let (socket, port) = try Loopback.socket()
    defer { socket.close() }
    let outcome = try await org.run(
      "generate", "hello", "--retries", "1", "--base-url", "http://127.0.0.1:\(port)")
    #expect(outcome.exit == 5)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.contains("127.0.0.1:\(port) refuses connections (2 attempts)"), "\(outcome.errors)")
  }

  @Test func withJSONTheErrorIsOneObject() async throws {
    let org = try Org([Documents.generations: [Documents.error(403, "NOT_FOUND", "User forbidden")]])
    let expected = """
      {"error":{"message":"the org does not permit this request","detail":"User forbidden",\
      "hint":"the app's Run As user needs access to generative AI, and the model must be enabled for the org",\
      "status":403,"code":"NOT_FOUND","message_code":"E12345","request_id":"req-7","exit":3}}

      """
    expect(try await org.run("generate", "--json", "hello"), is: Told(3, "", expected))
  }
}
