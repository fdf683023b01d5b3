import HTTPTypes
import TestSupport
import Testing

@testable import CompatibleServer

struct TraceContextTests {
  private static let known = "0af7651916cd43dd8448eb211c80319c"
  private static let fresh = "00000000000000020000000000000003"

  private static func context(_ parent: String?, _ state: String? = nil) -> TraceContext {
    var fields = HTTPFields()
    fields[.traceParent] = parent
    fields[.traceState] = state
    var last: UInt64 = 0
    return TraceContext(fields) {
      last += 1
      return last
    }
  }

  @Test(
    arguments: [
      ("00-\(known)-b7ad6b7169203331-01", known, "01"), ("00-\(known)-b7ad6b7169203331-00", known, "00"),
      ("00-\(known)-b7ad6b7169203331-ff", known, "ff"),
      ("01-\(known)-b7ad6b7169203331-01-what-comes-later", known, "01"),
      ("cc-\(known)-b7ad6b7169203331-01", known, "01"), (nil, fresh, "01"), ("", fresh, "01"),
      ("ff-\(known)-b7ad6b7169203331-01", fresh, "01"), ("00-\(known)-b7ad6b7169203331-01-more", fresh, "01"),
      ("01-\(known)-b7ad6b7169203331-01.more", fresh, "01"), ("00-\(known)-b7ad6b7169203331-1", fresh, "01"),
      ("00-\(known)-b7ad6b7169203331", fresh, "01"), ("00-\(known)-0000000000000000-01", fresh, "01"),
      ("00-00000000000000000000000000000000-b7ad6b7169203331-01", fresh, "01"),
      ("00-\(known.uppercased())-b7ad6b7169203331-01", fresh, "01"),
      ("00-\(known)_b7ad6b7169203331-01", fresh, "01"), ("zz-\(known)-b7ad6b7169203331-01", fresh, "01"),
      ("00-\(known)-b7ad6b7169203331-0g", fresh, "01"),
      ("\u{00E9}0-\(known)-b7ad6b716920333-01", fresh, "01"),
    ] as [(String?, String, String)])
  func aTraceGoesOnAndWhatIsMalformedIsReplaced(_ parent: String?, _ id: String, _ flags: String) {
    let context = Self.context(parent, "vendor=1")
    let goesOn = id == Self.known
    #expect(context.parent == "00-\(id)-0000000000000001-\(flags)")
    #expect(context.fields.map(\.value) == [context.parent] + (goesOn ? ["vendor=1"] : []))
  }

  @Test(arguments: [
    (nil, nil), ("", nil), ("a=1,b=2", "a=1,b=2"), (String(repeating: "a", count: 5_000), nil),
  ])
  func statesOfVendorsGoOn(_ state: String?, _ sent: String?) {
    let context = Self.context("00-\(Self.known)-b7ad6b7169203331-01", state)
    #expect(context.fields.dropFirst().first?.value == sent)
  }

  @Test(arguments: [
    ("/v1/chat/completions", #"{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}"#),
    ("/v1/messages", #"{"model":"gpt-4o","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}"#),
  ])
  func upstreamLogAndAnswerHaveIt(_ path: String, _ body: String) async throws {
    let (org, lines) = (ScriptedService([.chat("Hello")]), Recorder<String>())
    let server = CompatibleServer(
      org, .gateway,
      .sample {
        $0.log = { lines.record($0) }
        $0.random = { 0xABC }
      })
    let answer = try await server.ask(
      .post, path,
      [
        ("traceparent", "00-\(Self.known)-b7ad6b7169203331-01"), ("tracestate", "vendor=1"),
        ("content-type", "application/json"), ("anthropic-version", "2023-06-01"),
      ], body: body)
    let parent = "00-\(Self.known)-0000000000000abc-01"
    #expect(answer.fields["traceparent"] == parent)
    let sent = try #require(org.requests.last)
    #expect(sent.contains("traceparent: \(parent)\n"))
    #expect(sent.contains("tracestate: vendor=1\n"))
    #expect(lines.entries.last?.contains(" trace=\(Self.known) span=0000000000000abc") == true)
  }

  @Test(arguments: ["/health", "/v1/models"])
  func whatAsksNoModelHasNone(_ path: String) async throws {
    let answer = try await CompatibleServer.alone().ask(.get, path)
    #expect(answer.fields["traceparent"] == nil)
  }
}
