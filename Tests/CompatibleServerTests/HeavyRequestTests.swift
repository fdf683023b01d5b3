import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Requests that are small to send and large, or slow, to read.
struct HeavyRequestTests {
  private static let generating = [
    "/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages",
  ]

  /// A request that each endpoint for generations takes, with more members.
  private static func body(_ more: String) -> String {
    #"{"max_tokens":9,"prompt":"Hi","input":"Hi","messages":[{"role":"user","content":"Hi"}],"# + more + "}"
  }

  @Test(arguments: generating)
  func aTextOfMarksIsRefused(_ path: String) async throws {
    let marks = String(repeating: "\u{301}\u{316}", count: 200)
    for member in [
      #""model":"\#(marks)""#, #""\#(marks)":1"#, #""metadata":{"a":["\#(marks)"]}"#,
      #""stop":["\#(String(repeating: #"\u0301\u0316"#, count: 200))"]"#,
    ] {
      let exchanged = try await Exchanged(path, Self.body(member))
      #expect(exchanged.answer.status == 400)
      #expect(
        exchanged.answer.body.contains("A text of the body has more than 256 combining marks in a row."))
      #expect(exchanged.sent == nil)
    }
  }

  @Test(arguments: generating + ["/v1/embeddings"])
  func aModelsNameIsBounded(_ path: String) async throws {
    let exchanged = try await Exchanged(
      path, #"{"max_tokens":9,"model":"\#(String(repeating: "m", count: 257))"}"#)
    #expect(exchanged.answer.status == 400)
    #expect(exchanged.answer.body.contains("a model's name has at most 256 bytes."))
    #expect(exchanged.answer.body.utf8.count < 500)
  }

  @Test(
    arguments: generating.filter { $0 != "/v1/responses" },
    [
      (String(repeating: #""a","#, count: 64) + #""a""#, "at most 64 are possible."),
      ("\"" + String(repeating: "a", count: 1_025) + "\"", "each has at most 1024 bytes."),
    ])
  func stopSequencesAreBounded(_ path: String, _ wrong: (sequences: String, words: String)) async throws {
    let name = path == "/v1/messages" ? "stop_sequences" : "stop"
    let exchanged = try await Exchanged(path, Self.body(#""\#(name)":[\#(wrong.sequences)]"#))
    #expect(exchanged.answer.status == 400)
    #expect(exchanged.answer.body.contains(wrong.words))
  }

  @Test(arguments: [(2_048, 200), (2_049, 400), (60_000, 400)])
  func textsToEmbedAreBounded(_ count: Int, _ status: Int) async throws {
    let texts = [String](repeating: #""a""#, count: count).joined(separator: ",")
    let vectors = (0..<16).map { #"{"embedding":[1,2],"index":\#($0)}"# }.joined(separator: ",")
    let org = ScriptedService(
      [ScriptedService.Reply](repeating: .json(#"{"embeddings":[\#(vectors)]}"#), count: 128))
    let answer = try await CompatibleServer(org, .gateway).ask(
      .post, "/v1/embeddings", body: #"{"input":[\#(texts)]}"#)
    #expect(answer.status == status)
    if status == 400 {
      #expect(answer.body.contains("at most 2048 texts are possible; this has \(count)."))
    }
  }

  @Test(arguments: [
    ("", 0), ("{}", 4 + 48), (#"{"a":1}"#, 14 + 48), ("[1,2,3]", 14 + 3 * 48), (#"[",,,[[{"]"#, 20 + 48),
    (#"["\",",1]"#, 18 + 2 * 48), (#"["\\",1]"#, 16 + 2 * 48),
  ])
  func whatABodyBecomesIsEstimated(_ body: String, _ bytes: Int) {
    #expect(RequestMemory.bytes(of: Array(body.utf8)) == bytes)
  }

  /// Relative to what the body becomes: what is there in all, what others hold of it, and the answer.
  @Test(arguments: [
    (0, 0, 200), (-1, 0, 413), (1_000, 1_000, 200), (1_000, 1_001, 503), (100_000, 100_001, 503),
  ])
  func whatABodyBecomesCountsInTheSumOfAll(_ more: Int, _ taken: Int, _ status: Int) async throws {
    let body = Self.body(#""metadata":[1,2,3]"#)
    let limit = RequestMemory.bytes(of: Array(body.utf8)) + more
    let budget = BodyBudget(limit)
    #expect(budget.take(taken))
    let server = CompatibleServer(
      ScriptedService([.chat("Hello")]), .gateway, .sample { $0.limits.bodies = budget })
    let answer = try await server.ask(.post, "/v1/chat/completions", body: body)
    #expect(answer.status == status)
    #expect(answer.fields["retry-after"] == (status == 503 ? "1" : nil))
    // All is given back.
    #expect(budget.hasSpace(for: limit - taken) && !budget.hasSpace(for: limit - taken + 1))
  }

  @Test func aStreamHoldsItsBodyToItsEnd() async throws {
    let budget = BodyBudget(10_000)
    let server = CompatibleServer(
      ScriptedService([.events([ScriptedService.frames([#"{"content":"Hello"}"#])])]), .gateway,
      .sample { $0.limits.bodies = budget })
    var request = HTTPRequest(
      method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/v1/chat/completions")
    request.headerFields[.contentType] = "application/json"
    var reply = try await server.respond(
      to: request, body: Array(Self.body(#""stream":true"#).utf8))
    #expect(!budget.hasSpace(for: 10_000))
    while try await reply.body.next() != nil {}
    #expect(budget.hasSpace(for: 10_000))
  }

  @Test(
    arguments: [
      ("aaab", "aaaab", 1), ("abab", "abacabab", 4), ("aabaaab", "aabaabaaab", 3), ("\n", "a\r\nb", 2),
      ("b", "aaa", nil), ("aaaa", "aaa", nil), ("é", "cafe\u{301} é", 7), ("a", "a", 0),
    ] as [(String, String, Int?)])
  func aSequenceIsFoundWhereItBegins(_ sequence: String, _ text: String, _ offset: Int?) {
    let cut = StopSequences([sequence]).cut(text)
    #expect(cut.map { $0.text.utf8.count } == offset)
  }
}
