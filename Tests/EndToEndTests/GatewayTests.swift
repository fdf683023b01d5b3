import Glibc
import Testing

/// The LLM Gateway through the built program: streams, tenants, keys, plug-ins.
@Suite struct GatewayTests {
  static let stream = "POST /ai/gpt/v1/chat/generations/stream"

  /// A stream as Salesforce's evaluation client has captured it, in the chat's wrapping.
  static func event(_ text: String, finish: String = "null") -> String {
    """
    event: generation\r
    data: {"id":"chatcmpl-1","generation_details":{"generations":[{"id":"g1","content":"\(text)",\
    "parameters":{"finish_reason":\(finish)}}]}}\r
    \r

    """
  }

  static let head = """
    HTTP/1.1 200 OK
    Content-Type: text/event-stream
    x-request-id: req-7
    Connection: close


    """

  @Test func wordsAppearAsTheyArrive() async throws {
    let org = try Org([
      Self.stream: [Turn(.raw(Self.head + Self.event("") + Self.event("Hel") + Self.event("lo")), .silence)]
    ])
    let seen = try await org.call("generate", "--api", "llmg", "--stream", "hi").run { child in
      let seen = try child.awaits("Hello", on: .output)
      child.send(SIGINT)
      return (seen, try child.finish())
    }
    #expect(seen.0 == "Hello")
    #expect(seen.1.ending == .signal(SIGINT))
    #expect(seen.1.output == "Hello")
  }

  @Test func aWholeStreamIsTheTextAndOneNewline() async throws {
    let scores = "event: scores\r\ndata: {\"generations\":[{\"id\":\"g1\",\"text\":\"Hello\"}]}\r\n\r\n"
    let org = try Org([
      Self.stream: [
        Turn(
          .raw(
            Self.head + Self.event("Hel") + Self.event("lo", finish: "\"stop\"")
              + "event: generation\r\ndata: [DONE]\r\n\r\n" + scores), .close)
      ]
    ])
    let outcome = try await org.run("chat", "--api", "llmg", "--stream", "-s", "Be brief", "hi")
    #expect(outcome.told == Told(0, "Hello\n", ""))
    let request = try #require(org.server.requests(to: Self.stream).first)
    #expect(request.header("x-sfdc-core-tenant-id") == "core/prod/00Dxx0000001gERMAA")
    #expect(
      request.body == #"""
        {"model":"sfdc_ai__DefaultOpenAIGPT4OmniMini","messages":[{"role":"system","content":"Be brief"},\#
        {"role":"user","content":"hi"}],"generation_settings":{}}
        """#)
  }

  @Test func aCutStreamKeepsWhatCameAndSaysSo() async throws {
    let org = try Org([Self.stream: [Turn(.raw(Self.head + Self.event("Hel")), .close)]])
    let outcome = try await org.run("generate", "--api", "llmg", "--stream", "hi")
    #expect(
      outcome.told
        == Told(
          5, "Hel\n",
          """
          sfmodels: the answer was cut off before its end
            hint: try again
            request id: req-7

          """))
    #expect(org.server.requests(to: Self.stream).count == 1)
  }

  @Test func anErrorBeforeTheStreamIsTriedAgain() async throws {
    let done = Self.event("Hi", finish: "\"stop\"")
    let org = try Org([
      Self.stream: [Documents.error(503, "INTERNAL_ERROR", "away"), Turn(.raw(Self.head + done), .close)]
    ])
    let outcome = try await org.run("generate", "--api", "llmg", "--stream", "hi")
    #expect(outcome.told == Told(0, "Hi\n", ""))
  }

  @Test func aKeyOfTheGatewayNeedsNoToken() async throws {
    let org = try Org([
      "POST /ai/gpt/v1/plugins/echo/generations": [.answer(200, #"{"said":"hi"}"#)]
    ])
    let outcome = try await org.run(
      "plugin", "echo", "--data", #"{"say":"hi"}"#, with: ["SFMODELS_API_KEY": "key-of-the-gateway"])
    #expect(outcome.told == Told(0, "{\"said\":\"hi\"}\n", ""))
    #expect(org.server.requests.map { $0.header("authorization") } == ["API_KEY key-of-the-gateway"])
    #expect(org.server.requests.map(\.body) == [#"{"say":"hi"}"#])
  }

  @Test(arguments: [
    (["generate", "--tenant-id", "core/x/y", "hi"], "--tenant-id: only the LLM Gateway takes it"),
    (
      ["generate", "--api", "llmg", "--stream", "--json", "hi"], "--stream and --json cannot be used together"
    ),
    (
      ["generate", "--api", "llmg", "--stream", "--num-generations", "2", "hi"],
      "the LLM Gateway cannot do this: --num-generations"
    ),
    (
      ["generate", "--api", "llmg", "--completion", "--turn-id", "t", "hi"],
      "cannot do this when it continues a text: --turn-id"
    ),
  ])
  func whatAnAPICannotDoIsRefused(_ words: [String], _ sentence: String) async throws {
    var call = try Alone().call()
    call.words = words
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
  }
}
