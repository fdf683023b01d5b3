import Testing

/// Many processes, one token.
@Suite struct SharedTokenTests {
  @Test func fiftyProcessesThatFindAnExpiredTokenFetchOneToken() async throws {
    // A token that is over by more than five minutes says that a clock is wrong: a slow machine has all of them.
    let org = try Self.org(firstToken: Documents.webToken(livingFor: -1))
    #expect(try await org.run("auth", "token").exit == 0)
    try await Self.startFifty(org)
    #expect(org.server.requests(to: Documents.token).count == 2)
  }

  @Test func fiftyProcessesThatFindNoTokenFetchOneToken() async throws {
    let org = try Self.org(firstToken: Documents.webToken())
    try await Self.startFifty(org)
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aLivingTokenIsUsedAgain() async throws {
    let org = try Self.org(firstToken: Documents.webToken())
    for _ in 1...3 { #expect(try await org.run("generate", "hello").exit == 0) }
    #expect(org.server.requests(to: Documents.token).count == 1)
  }

  @Test func aTokenOfAnotherClientIsNotTaken() async throws {
    let org = try Self.org(firstToken: Documents.webToken())
    #expect(try await org.run("generate", "hello").exit == 0)
    #expect(try await org.run("generate", "hello", with: ["SFMODELS_CLIENT_ID": "another"]).exit == 0)
    #expect(org.server.requests(to: Documents.token).count == 2)
  }

  private static func org(firstToken: String) throws -> Org {
    try Org([
      Documents.token: [
        Documents.tokenAnswer(firstToken),
        Documents.tokenAnswer(Documents.webToken(subject: "second")).always,
      ],
      Documents.generations: [Documents.generation.always],
    ])
  }

  private static func startFifty(_ org: Org) async throws {
    let call = org.call("generate", "hello")
    let outcomes = try await onThread {
      // All are started before the first is heard.
      try (1...50).map { _ in try Child(call) }.map { try $0.finish().told }
    }
    #expect(outcomes == [Told](repeating: Told(0, "Once upon a time.\n", ""), count: 50))
    #expect(org.server.requests(to: Documents.generations).count == 50)
    #expect(org.server.unprepared == [])
  }
}
