import Digest
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct StatsTests {
  private static let chat = #"{"model":"gpt-4o","messages":[{"role":"user","content":"a secret plan"}]}"#

  @Test func itTellsWhatRunsAndTheFiguresOfTheHour() async throws {
    let clock = Clocks()
    let server = CompatibleServer(
      ScriptedService([.chat("Hello"), .answer(status: 429, #"{"message":"slowly"}"#), .chat("Hello")]),
      .gateway,
      clock.configuration { $0.upstream = .init(api: "LLM Gateway", host: "acme.my.salesforce.com") })
    _ = try await server.post("/v1/chat/completions", Self.chat)
    clock.advance(59)
    _ = try await server.post("/v1/chat/completions", Self.chat)
    clock.advance(1)
    _ = try await server.post("/v1/chat/completions", Self.chat)
    let stats = try #require(try await server.ask(.get, "/stats").json)
    for (name, value) in [
      ("version", "1.2.3"), ("api", "LLM Gateway"), ("host", "acme.my.salesforce.com"),
      ("up_since", "2026-11-21T15:20:00Z"), ("time", "2026-11-21T15:21:00Z"),
    ] {
      #expect(stats[name]?.string == value)
    }
    #expect(stats["under_way"] == ["waiting": 0, "streaming": 0])
    let minutes = try #require(stats["minutes"]?.array)
    #expect(minutes.count == 60)
    #expect(minutes.first?["time"] == "2026-11-21T14:22:00Z")
    let nothing: JSONValue = ["p50": nil, "p95": nil]
    #expect(minutes.first?["first_event_ms"] == nothing)
    #expect(
      minutes.suffix(2) == [
        [
          "time": "2026-11-21T15:20:00Z", "requests": 2, "errors": 1, "input_tokens": 24, "output_tokens": 21,
          "first_event_ms": ["p50": 0.5, "p95": 1.0],
        ],
        [
          "time": "2026-11-21T15:21:00Z", "requests": 1, "errors": 0, "input_tokens": 24, "output_tokens": 21,
          "first_event_ms": ["p50": 0.5, "p95": 1.0],
        ],
      ])
    #expect(stats["last_hour"]?["requests"] == 3)
    #expect(stats["last_hour"]?["output_tokens"] == 42)
  }

  @Test func figuresAreThoseOfAnHour() async throws {
    let clock = Clocks()
    let server = CompatibleServer(ScriptedService([.chat("Hello")]), .gateway, clock.configuration())
    _ = try await server.post("/v1/chat/completions", Self.chat)
    clock.advance(59 * 60)
    #expect(try await server.stats()["last_hour"]?["requests"] == 1)
    clock.advance(60)
    #expect(try await server.stats()["last_hour"]?["requests"] == 0)
  }

  /// Somebody sets the clock back: what was counted stays where it was, and the minutes are called as the clock has them.
  @Test(arguments: [
    (-3_600.0, "14:20:00Z"), (-86_400, "15:20:00Z"), (3_600, "16:20:00Z"), (-20, "15:20:00Z"),
  ])
  func aClockThatIsSetMovesTheNamesOfMinutesAlone(_ seconds: Double, _ end: String) async throws {
    let clock = Clocks()
    let server = CompatibleServer(ScriptedService([.chat("Hello")]), .gateway, clock.configuration())
    _ = try await server.post("/v1/chat/completions", Self.chat)
    clock.set(by: seconds)
    let minute = try #require(try await server.stats()["minutes"]?.array?.last)
    #expect(minute["requests"] == 1)
    #expect(minute["time"]?.string?.hasSuffix(end) == true, "\(minute)")
  }

  @Test func aStreamBeginsWithItsFirstEvent() async throws {
    let clock = Clocks(step: .milliseconds(40))
    let stream = ScriptedService.frames([#"{"content":"a"}"#])
    let server = CompatibleServer(
      ScriptedService([.stream([Array(stream.utf8)])]), .gateway, clock.configuration())
    _ = try await server.post("/v1/chat/completions", Self.chat.dropLast() + #","stream":true}"#)
    let first = try #require(try await server.stats()["last_hour"]?["first_event_ms"]?["p50"]?.int)
    #expect(first >= 40 && first % 40 < 40)
  }

  @Test func theLastErrorsAreToldWithTheirSentencesAndWithoutPrompts() async throws {
    let server = CompatibleServer(
      ScriptedService([.answer(status: 400, #"{"message":"no"}"#)]), .gateway,
      .sample { $0.keys = ["sk-very-secret"] })
    let key = ("Authorization", "Bearer sk-very-secret")
    _ = try await server.ask(.delete, "/v1/models?q=a+secret+plan", [key])
    _ = try await server.ask(
      .post, "/v1/chat/completions", [("Authorization", "Bearer sk-wrong")], body: Self.chat)
    _ = try await server.ask(.post, "/v1/chat/completions", [key], body: Self.chat)
    let answer = try await server.ask(.get, "/stats", [key])
    #expect(
      answer.json?["errors"]?.array?.map {
        [$0["status"], $0["code"], $0["message"], $0["path"], $0["model"]]
      } == [
        [400, nil, "The org's model service: no (400)", "/v1/chat/completions", "gpt-4o"],
        [405, "method_not_allowed", "This path answers GET only.", "/v1/models", nil],
      ])
    #expect(answer.json?["last_hour"]?["errors"] == 2)
    #expect(answer.json?["last_hour"]?["requests"] == 1)
    for secret in ["secret", "sk-"] { #expect(!answer.body.contains(secret)) }
  }

  /// A request that ends in an error, and whether people are told of it.
  struct Refused: Sendable {
    var method = HTTPRequest.Method.get
    let path: String
    var host = "127.0.0.1:8080"
    var fields = [("Authorization", "Bearer key")]
    let status: Int
    var isTold = false
  }

  /// Else anybody who reaches the server could fill the list and the chart.
  @Test(arguments: [
    Refused(method: .post, path: "/v1/chat/completions", fields: [], status: 401),
    Refused(method: .post, path: "/v1/chat/completions", fields: [("x-api-key", "wrong")], status: 401),
    Refused(path: "/v1/models", fields: [("Authorization", "Bearer wrong")], status: 401),
    Refused(path: "/nowhere", fields: [], status: 401),
    Refused(path: "/nowhere", status: 404),
    Refused(method: .post, path: "/v1", fields: [], status: 405),
    Refused(path: "/v1/models", host: "evil.example.com", status: 403),
    Refused(
      path: "/v1/models", fields: [("Authorization", "Bearer key"), ("Origin", "https://evil.example.com")],
      status: 403),
    Refused(method: .delete, path: "/v1/models", status: 405, isTold: true),
    Refused(
      method: .post, path: "/v1/chat/completions",
      fields: [("Authorization", "Bearer key"), ("Content-Type", "text/plain")], status: 415, isTold: true),
    Refused(
      method: .post, path: "/v1/chat/completions",
      fields: [("Authorization", "Bearer key"), ("Content-Type", "application/json")], status: 400,
      isTold: true),
  ])
  func errorsAreToldOfWhoMayAskAlone(_ refused: Refused) async throws {
    let server = CompatibleServer.alone(.sample { $0.keys = ["key"] })
    let answer = try await server.ask(refused.method, refused.path, host: refused.host, refused.fields)
    #expect(answer.status == refused.status)
    let stats = try await server.ask(.get, "/stats", [("x-api-key", "key")]).json
    let told = refused.isTold ? 1 : 0
    #expect(stats?["errors"]?.array?.map(\.["status"]) == (refused.isTold ? [JSONValue(refused.status)] : []))
    #expect(stats?["last_hour"]?["errors"] == JSONValue(told))
    #expect(stats?["last_hour"]?["requests"] == JSONValue(refused.method == .post ? told : 0))
    // Metrics count everybody.
    let metrics = try await server.ask(.get, "/metrics", [("x-api-key", "key")]).body
    #expect(metrics.contains(#"status="\#(refused.status)""#))
  }

  @Test func whatIsNoRequestIsNoFigure() async throws {
    let server = CompatibleServer.alone()
    for status in [HTTPResponse.Status.badRequest, .serviceUnavailable] {
      _ = server.refuse(nil, with: status)
    }
    let stats = try await server.stats()
    #expect(stats["errors"] == [])
    #expect(stats["last_hour"]?["errors"] == 0)
  }

  @Test func whatOneAsksOfTheServerItselfIsNoFigure() async throws {
    let server = CompatibleServer.alone(.sample { $0.keys = ["key"] })
    for path in ["/stats", "/metrics", "/", "/health"] { _ = try await server.ask(.get, path) }
    let answer = try await server.ask(.get, "/stats", [("x-api-key", "key")])
    #expect(answer.json?["errors"] == [])
    #expect(answer.json?["last_hour"]?["errors"] == 0)
  }

  @Test func onlySoManyErrorsAreRemembered() async throws {
    let server = CompatibleServer.alone()
    for number in 1...30 { _ = try await server.ask(.delete, "/v1/models/\(number)") }
    let errors = try #require(try await server.stats()["errors"]?.array)
    #expect(errors.map(\.["path"]?.string) == (11...30).reversed().map { "/v1/models/\($0)" })
  }

  @Test func aPathWithoutEndIsCut() async throws {
    let server = CompatibleServer.alone()
    _ = try await server.ask(.delete, "/v1/models/" + String(repeating: "x", count: 10_000))
    #expect(try await server.stats()["errors"]?.array?.first?["path"]?.string?.count == 301)
  }

  @Test(arguments: [("alice", 403), ("admin", 200), ("nobody", 401)])
  func whereKeysHaveNamesAnAdminsIsNeeded(_ key: String, status: Int) async throws {
    var keys = ["alice", "admin"].map {
      NamedKey(name: $0, digest: SHA256.digest(of: Array($0.utf8)), beginning: "sfm-")
    }
    keys[1].isAdmin = true
    let named = NamedKeys(keys)
    let server = CompatibleServer.alone(.sample { $0.namedKeys = named })
    let answer = try await server.ask(.get, "/stats", [("Authorization", "Bearer \(key)")])
    #expect(answer.status == status)
    if status == 403 { #expect(answer.json?["error"]?["code"] == "admin_key_required") }
  }
}

extension CompatibleServer {
  fileprivate func stats() async throws -> JSONValue {
    try #require(try await ask(.get, "/stats").json)
  }
}

/// The clock that people see and the one that nobody sets.
private final class Clocks: Sendable {
  private struct State {
    var now = Date(timeIntervalSince1970: 1_795_274_400)
    var elapsed = Duration.zero
  }

  private let state = Mutex(State())
  private let step: Duration

  /// - Parameter step: how far each look at the clock that nobody sets moves it.
  init(step: Duration = .zero) { self.step = step }

  func configuration(
    _ change: (inout CompatibleServer.Configuration) -> Void = { _ in }
  ) -> CompatibleServer.Configuration {
    var configuration = CompatibleServer.Configuration.sample()
    configuration.now = { self.state.withLock { $0.now } }
    configuration.elapsed = {
      self.state.withLock { state in
        state.elapsed += self.step
        return state.elapsed
      }
    }
    change(&configuration)
    return configuration
  }

  func advance(_ seconds: Double) {
    state.withLock { state in
      state.now += seconds
      state.elapsed += .seconds(seconds)
    }
  }

  func set(by seconds: Double) { state.withLock { $0.now += seconds } }
}
