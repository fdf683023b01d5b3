import Digest
import FoundationEssentials
import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Keys with names, at a server whose clock stands at 2026-11-21T15:20:00Z and whose answers use 45 tokens.
struct NamedKeyTests {
  private static let chat =
    #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hello, please."}]}"#
  private static let message =
    #"{"model":"gpt-4o-mini","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}"#

  private static func server(
    _ keys: [NamedKey], _ store: KeyUsageMemory = KeyUsageMemory(), clock: TestClock = .serving(),
    others: [String] = [], _ replies: [ScriptedService.Reply] = Array(repeating: .chat("Hello"), count: 9)
  ) -> CompatibleServer {
    CompatibleServer(
      ScriptedService(replies), .gateway,
      .sample(clock) {
        $0.keys = others
        $0.namedKeys = NamedKeys(keys)
        $0.keyUsage = store
        $0.elapsed = { clock.elapsed }
      })
  }

  private static func key(_ name: String, _ change: (inout NamedKey) -> Void = { _ in }) -> NamedKey {
    var key = NamedKey(name: name, digest: SHA256.digest(of: Array("sfm-\(name)".utf8)), beginning: "sfm-")
    change(&key)
    return key
  }

  private static func ask(
    _ server: CompatibleServer, _ key: String, _ path: String = "/v1/chat/completions",
    _ body: String = chat
  ) async throws -> Answer {
    try await server.ask(
      .post, path,
      [("x-api-key", key), ("anthropic-version", "2023-06-01")].filter { $0.1 != "" }
        .filter { path.contains("messages") || $0.0 == "x-api-key" }
        + [("content-type", "application/json")], body: body)
  }

  private static let end = Date(timeIntervalSince1970: 1_795_274_400)

  @Test(
    arguments: [
      ("sfm-alice", key("alice"), 200, nil), ("sfm-bob", key("alice"), 401, "invalid_api_key"),
      ("sfm-alice", key("alice") { $0.expiry = end.addingTimeInterval(1) }, 200, nil),
      ("sfm-alice", key("alice") { $0.expiry = end }, 401, "invalid_api_key"),
      (
        "sfm-old",
        key("alice") { $0.previous = .init(digest: key("old").digest, end: end.addingTimeInterval(1)) }, 200,
        nil
      ),
      (
        "sfm-old", key("alice") { $0.previous = .init(digest: key("old").digest, end: end) }, 401,
        "invalid_api_key"
      ),
      ("without-a-name", key("alice"), 200, nil),
    ] as [(String, NamedKey, Int, String?)])
  func aKeyCountsUntilItEnds(_ presented: String, _ key: NamedKey, _ status: Int, _ code: String?)
    async throws
  {
    let answer = try await Self.ask(Self.server([key], others: ["without-a-name"]), presented)
    #expect(answer.status == status)
    #expect(answer.json?["error"]?["code"]?.string == code)
  }

  /// A response, and what its id opens: for the key that asked for it, for another one, and for the one without a name.
  @Test(arguments: [
    ("sfm-alice", [200, 404, 404]), ("sfm-bob", [404, 200, 404]), ("without-a-name", [404, 404, 200]),
  ])
  func aResponseIsKeptForItsOwnKeyAlone(_ owner: String, _ statuses: [Int]) async throws {
    let keys = ["sfm-alice", "sfm-bob", "without-a-name"]
    let server = Self.server([Self.key("alice"), Self.key("bob")], others: [keys[2]])
    let response = try await Self.ask(
      server, owner, "/v1/responses", #"{"model":"gpt-4o-mini","input":"Hi"}"#)
    let id = try #require(response.json?["id"]?.string)
    for (key, status) in zip(keys, statuses) {
      for path in ["/v1/responses/\(id)", "/v1/responses/\(id)/input_items"] {
        #expect(try await server.ask(.get, path, [("x-api-key", key)]).status == status, "\(key) \(path)")
      }
      let following = #"{"model":"gpt-4o-mini","input":"Well","previous_response_id":"\#(id)"}"#
      for path in ["/v1/responses", "/v1/responses/input_tokens"] {
        let answer = try await Self.ask(server, key, path, following)
        #expect(answer.status == (status == 200 ? 200 : 400), "\(key) \(path)")
      }
    }
    for key in keys.filter({ $0 != owner }) + [owner] {
      let answer = try await server.ask(.delete, "/v1/responses/\(id)", [("x-api-key", key)])
      #expect(answer.status == (key == owner ? 200 : 404))
    }
  }

  @Test func keysAreExchangedWhileTheServerRuns() async throws {
    let keys = NamedKeys([Self.key("alice")])
    let server = CompatibleServer.alone(.sample { $0.namedKeys = keys })
    #expect(try await server.ask(.get, "/v1/models", [("x-api-key", "sfm-alice")]).status == 200)
    keys.replace(with: [Self.key("bob")])
    #expect(try await server.ask(.get, "/v1/models", [("x-api-key", "sfm-alice")]).status == 401)
    #expect(try await server.ask(.get, "/v1/models", [("x-api-key", "sfm-bob")]).status == 200)
  }

  @Test(
    arguments: [
      (
        "/v1/chat/completions", chat,
        ["x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"],
        ["2", "0", "1m0s"],
        #"{"error":{"message":"Rate limit reached for this key: 2 requests a minute. Try again in 60 seconds.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}"#
      ),
      (
        "/v1/messages", message,
        [
          "anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining",
          "anthropic-ratelimit-requests-reset",
        ],
        ["2", "0", "2026-11-21T15:21:00Z"],
        #"{"type":"error","error":{"type":"rate_limit_error","message":"Rate limit reached for this key: 2 requests a minute. Try again in 60 seconds."},"request_id":"req_3"}"#
      ),
    ] as [(String, String, [String], [String], String)])
  func beyondItsRateAKeyIsToldWhenToComeBack(
    _ path: String, _ body: String, _ names: [String], _ values: [String], _ refusal: String
  ) async throws {
    let server = Self.server([Self.key("alice") { $0.limits.requestsPerMinute = 2 }])
    for remaining in ["1", "0"] {
      let answer = try await Self.ask(server, "sfm-alice", path, body)
      #expect(answer.status == 200)
      #expect(answer.fields[names[1]] == remaining)
    }
    let answer = try await Self.ask(server, "sfm-alice", path, body)
    #expect(answer.status == 429)
    #expect(answer.fields["retry-after"] == "60")
    #expect(answer.fields["x-should-retry"] == nil)
    #expect(names.map { answer.fields[$0] } == values)
    #expect(answer.body == refusal)
  }

  @Test func aMinuteLaterItMayAskAgain() async throws {
    let clock = TestClock.serving()
    let server = Self.server([Self.key("alice") { $0.limits.requestsPerMinute = 1 }], clock: clock)
    var statuses: [Int] = []
    for wait in [0, 1, 59, 0.2] {
      clock.pause(.seconds(wait))
      statuses.append(try await Self.ask(server, "sfm-alice").status)
    }
    #expect(statuses == [200, 429, 429, 200])
  }

  @Test func tokensOfAMinuteAreThoseThatWereUsed() async throws {
    let server = Self.server([Self.key("alice") { $0.limits.tokensPerMinute = 90 }])
    var answers: [Answer] = []
    for _ in 0..<3 { answers.append(try await Self.ask(server, "sfm-alice")) }
    #expect(answers.map(\.status) == [200, 200, 429])
    #expect(answers.map { $0.fields["x-ratelimit-limit-tokens"] } == ["90", "90", "90"])
    #expect(answers[2].fields["x-ratelimit-remaining-tokens"] == "0")
    #expect(answers[2].json?["error"]?["message"]?.string?.contains("90 tokens a minute") == true)
  }

  @Test(arguments: ["/v1/chat/completions", "/v1/messages"])
  func aSpentBudgetIsNotAskedAgain(_ path: String) async throws {
    let server = Self.server([Self.key("alice") { $0.limits.tokensPerDay = 40 }])
    let body = path == "/v1/messages" ? Self.message : Self.chat
    #expect(try await Self.ask(server, "sfm-alice", path, body).status == 200)
    let answer = try await Self.ask(server, "sfm-alice", path, body)
    #expect(answer.status == 429)
    #expect(answer.values("retry-after", "x-should-retry") == ["31200", "false"])
    let error = try #require(answer.json?["error"])
    #expect(error["type"]?.string == (path == "/v1/messages" ? "rate_limit_error" : "insufficient_quota"))
    #expect(
      error["message"]?.string
        == "This key's budget of 40 tokens a day is used up. It is renewed at 2026-11-22T00:00:00Z.")
  }

  @Test func aBudgetIsOfADayInUTC() async throws {
    let (clock, store) = (TestClock.serving(), KeyUsageMemory())
    let server = Self.server([Self.key("alice") { $0.limits.tokensPerDay = 40 }], store, clock: clock)
    var statuses: [Int] = []
    for wait in [0, 1, 31_198, 1] {
      clock.pause(.seconds(wait))
      statuses.append(try await Self.ask(server, "sfm-alice").status)
    }
    #expect(statuses == [200, 429, 429, 200])
    #expect(store.usage(since: UTCDay(Self.end)).count == 2)
  }

  /// Before a model that answers when all have asked.
  @Test func aHundredAtOnceDoNotPassTheirLimits() async throws {
    let clock = TestClock.serving()
    let limiter = KeyLimiter(KeyUsageMemory(), now: clock.now, elapsed: { clock.elapsed })
    let limited = Self.key("alice") { key in
      (key.limits.parallelRequests, key.limits.tokensPerDay) = (7, 100)
    }
    func admitted(_ key: NamedKey) -> Int {
      (0..<100).count { _ in (try? limiter.enter(key, estimate: 30).admission.get()) != nil }
    }
    #expect(admitted(limited) == 4)
    let parallel = Self.key("bob") { $0.limits.parallelRequests = 7 }
    #expect(admitted(parallel) == 7)
  }

  @Test func requestsAtOnceAreThoseUnderWay() async throws {
    let server = Self.server([Self.key("alice") { $0.limits.parallelRequests = 1 }])
    for _ in 0..<3 { #expect(try await Self.ask(server, "sfm-alice").status == 200) }
  }

  @Test(arguments: [
    ("gpt-4o-mini", 200), ("fast-one", 404), ("gpt-4o", 404), ("sfdc_ai__DefaultGPT4OmniMini", 200),
    ("claude-sonnet-4-5", 404), ("openai/gpt-4o-mini", 200), ("openai/gpt-4o", 404),
  ])
  func aModelThatAKeyMayNotAskIsNotThere(_ model: String, _ status: Int) async throws {
    let server = Self.server([Self.key("alice") { $0.models = ["gpt-4o-mini"] }])
    let body = Self.chat.replacing("gpt-4o-mini", with: model)
    let answer = try await Self.ask(server, "sfm-alice", "/v1/chat/completions", body)
    #expect(answer.status == status)
    #expect(answer.json?["error"]?["code"]?.string == (status == 404 ? "model_not_found" : nil))
    let anthropic = try await Self.ask(
      server, "sfm-alice", "/v1/messages", Self.message.replacing("gpt-4o-mini", with: model))
    #expect(anthropic.status == status)
    #expect(anthropic.json?["error"]?["type"]?.string == (status == 404 ? "not_found_error" : nil))
  }

  @Test func onlyModelsThatAKeyMayAskAreListed() async throws {
    let server = Self.server([Self.key("alice") { $0.models = ["gpt-4o-mini", "text-embedding-ada-002"] }])
    let names = ["x-api-key": "sfm-alice"].map { ($0, $1) }
    let list = try await server.ask(.get, "/v1/models", names)
    let ids = list.json?["data"]?.array?.compactMap { $0["id"]?.string } ?? []
    #expect(ids.contains("gpt-4o-mini"))
    #expect(!ids.contains { $0.contains("claude") || $0 == "gpt-4o" })
    let claude = names + [("anthropic-version", "2023-06-01")]
    let messages = try await server.ask(.get, "/v1/models", claude)
    #expect(messages.body.contains("claude") == false)
    #expect(try await server.ask(.get, "/v1/models/gpt-4o", names).status == 404)
    #expect(try await server.ask(.get, "/v1/models/gpt-4o-mini", names).status == 200)
  }

  @Test func aKeySeesItsOwnUsageAndAnAdminsAll() async throws {
    let server = Self.server(
      [
        Self.key("alice") { $0.limits.tokensPerDay = 100 }, Self.key("bob"),
        Self.key("ops") { $0.isAdmin = true },
      ], others: ["without-a-name"])
    for key in ["sfm-alice", "sfm-alice", "sfm-bob"] { _ = try await Self.ask(server, key) }
    func usage(_ key: String) async throws -> Answer {
      try await server.ask(.get, "/usage", [("authorization", "Bearer \(key)")])
    }
    let figures = #""requests":2,"failures":0,"input_tokens":48,"output_tokens":42"#
    #expect(
      try await usage("sfm-alice").body == """
        {"key":"alice","limits":{"tokens_per_day":100},"today":{\(figures)},"tokens_left_today":10,\
        "budget_renewed_at":"2026-11-22T00:00:00Z","days":[{"day":"2026-11-21",\(figures)}],\
        "models":[{"model":"sfdc_ai__DefaultGPT4OmniMini",\(figures)}]}
        """)
    for admin in ["sfm-ops", "without-a-name"] {
      let data = try await usage(admin).json?["data"]?.array ?? []
      #expect(data.compactMap { $0["key"]?.string } == ["alice", "bob", "ops"])
      #expect(data.compactMap { $0["today"]?["requests"]?.count?.value } == [2, 1, 0])
    }
    #expect(try await usage("sfm-nobody").status == 401)
    #expect(try await CompatibleServer.alone().ask(.get, "/usage").status == 404)
  }

  /// What an answer costs that fails, or whose tokens nobody counts.
  @Test(
    arguments: [
      (ScriptedService.Reply.chat("Hello"), 200, 24, 21), (.answer(status: 500, "{}"), 500, 0, 0),
      (
        .json(
          #"{"generation_details":{"generations":[{"id":"g","content":"Hello there, reader","parameters":{"finish_reason":"stop"}}]}}"#
        ), 200, 9, 4
      ),
    ] as [(ScriptedService.Reply, Int, Int, Int)])
  func whatFailedCostsNothingAndWhatNobodyCountedIsEstimated(
    _ reply: ScriptedService.Reply, _ status: Int, _ input: Int, _ output: Int
  ) async throws {
    let store = KeyUsageMemory()
    let answer = try await Self.ask(Self.server([Self.key("alice")], store, [reply]), "sfm-alice")
    #expect(answer.status == status)
    let usage = store.usage(since: UTCDay(Self.end)).values.first
    #expect(usage?.inputTokens == input)
    #expect(usage?.outputTokens == output)
    #expect(usage?.failures == (status == 200 ? 0 : 1))
  }

  @Test(arguments: [
    ("", 0), ("word", 1), (String(repeating: "word ", count: 1_000), 1_250),
    (String(repeating: "A", count: 4_096), 1_024), (String(repeating: "A", count: 1 << 20), 1_600),
  ])
  func tokensAreReservedByTheLengthOfTexts(_ body: String, _ tokens: Int) {
    #expect(TokenReservation.tokens(of: Array(body.utf8)) == tokens)
  }
}
