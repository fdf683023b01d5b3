import Testing

/// Nobody who is sent elsewhere goes there: neither with a prompt or a secret, nor with a token.
@Suite struct RedirectTests {
  struct Command: Sendable, CustomTestStringConvertible {
    var words: [String]
    /// Who redirects, as it is told.
    var teller = "the service"
    /// What names the host that has to be put right.
    var cure = "--base-url"

    var testDescription: String { words.joined(separator: " ") }
  }

  private static let statuses = [301, 302, 303, 307, 308]
  private static let id = "333127bd-2d5d-41e8-9781-59a1a18ed69f"

  static let commands =
    [
      ["generate", "hello"], ["generate", "--api", "llmg", "hello"], ["generate", "--completion", "hello"],
      ["generate", "-s", "Be brief", "hello"], ["chat", "hello"], ["embed", "hello"],
      ["similar", "hello", "--in", "{texts}"], ["feedback", "good", id],
      ["plugin", "search"], ["plugin", "search", "--stream"], ["batch", "status", "j-1"],
      ["batch", "wait", "j-1"],
      ["batch", "submit", "--type", "s3", "--uri", "s3://b/t", "--format", "jsonl"], ["models", "--remote"],
      ["embed", "--from", "{texts}", "-o", "{home}/vectors.jsonl"],
      ["generate", "--from", "{rows}", "-o", "{home}/answers.jsonl"], ["doctor"],
    ].map { Command(words: $0) } + [
      Command(words: ["auth", "status", "--check"], teller: "{domain}", cure: "My Domain")
    ]

  /// Each command once, and one of each method with each status.
  static let cases =
    commands.enumerated().map { ($1, statuses[$0 % statuses.count]) }
    + [["generate", "hello"], ["models", "--remote"]].flatMap { words in
      statuses.map { (Command(words: words), $0) }
    }

  /// The token endpoint lets everybody in; all else is elsewhere.
  @Test(arguments: cases)
  func noCommandFollows(_ command: Command, _ status: Int) async throws {
    let elsewhere = try WireServer([:])
    let location =
      "Location: http://user:s3cret-password@127.0.0.1:\(elsewhere.port)/other?token=s3cret-token#s3cret"
    let token = Turn.answer(200, #"{"access_token":"\#(Documents.webToken())"}"#)
    let org = try Org { request, _ in
      request.address == Documents.token ? token : .answer(status, "", headers: [location])
    }
    try await Self.expectTold(command, status, at: org, elsewhere)
  }

  @Test(arguments: commands.enumerated().map { ($1, statuses[($0 + 1) % statuses.count]) })
  func nobodyFollowsTheTokenEndpoint(_ command: Command, _ status: Int) async throws {
    let elsewhere = try WireServer([:])
    let location = "Location: http://127.0.0.1:\(elsewhere.port)/other?token=s3cret-token"
    let org = try Org([Documents.token: [Turn.answer(status, "", headers: [location]).always]])
    var command = command
    (command.teller, command.cure) = ("{domain}", "My Domain")
    try await Self.expectTold(command, status, at: org, elsewhere)
    #expect(org.server.requests.count == 1)
  }

  private static func expectTold(
    _ command: Command, _ status: Int, at org: Org, _ elsewhere: WireServer
  ) async throws {
    let texts = try org.home.write("one\ntwo\n", to: "texts.txt")
    let rows = try org.home.write(#"{"prompt":"one"}"# + "\n", to: "rows.jsonl")
    var call = org.call()
    call.words =
      command.words.map {
        $0.replacing("{texts}", with: texts).replacing("{rows}", with: rows)
          .replacing("{home}", with: org.home.path)
      } + ["-q"]
    let outcome = try await call.run()
    let teller = command.teller.replacing("{domain}", with: org.server.address)
    let sentence =
      "\(teller) redirects to http://127.0.0.1:\(elsewhere.port)/other, which is not followed (\(status))"
    let told = outcome.output + outcome.errors
    #expect(outcome.exit == 1, "\(outcome.told)")
    #expect(told.contains(sentence), "\(outcome.told)")
    #expect(told.contains(command.cure), "\(outcome.told)")
    #expect(!told.contains("s3cret"), "\(outcome.told)")
    #expect(elsewhere.requests.isEmpty)
  }

  @Test(arguments: [
    ("/login?x=s3cret", "/login on the same host"), ("//elsewhere.example/a", "//elsewhere.example/a"),
    ("https://elsewhere.example", "https://elsewhere.example"), ("", "an address that it does not name"),
    ("login/a:b//c", "login/a:b//c on the same host"),
  ])
  func everyFormOfAnAddressIsTold(_ location: String, _ words: String) async throws {
    let org = try Org { request, _ in
      request.address == Documents.token ? nil : .answer(302, "", headers: ["Location: \(location)"])
    }
    let outcome = try await org.run("generate", "hello")
    #expect(
      outcome.errors.hasPrefix("sfmodels: the service redirects to \(words), which is not followed (302)\n"),
      "\(outcome.errors)")
  }

  @Test func signingOutFollowsNobody() async throws {
    let elsewhere = try WireServer([:])
    let org = try Org([
      Documents.revoke: [.answer(307, "", headers: ["Location: http://127.0.0.1:\(elsewhere.port)/other"])]
    ])
    #expect(try await org.run("auth", "token").exit == 0)
    let outcome = try await org.run("auth", "logout")
    #expect(outcome.errors.contains("could not be revoked"), "\(outcome.errors)")
    #expect(
      outcome.errors.contains("redirects to http://127.0.0.1:\(elsewhere.port)/other, which is not followed"))
    #expect(elsewhere.requests.isEmpty)
  }
}
