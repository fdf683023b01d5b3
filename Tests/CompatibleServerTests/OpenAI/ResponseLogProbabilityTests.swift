import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// `top_logprobs` and `include` of a request for a response.
struct ResponseLogProbabilityTests {
  private static let tokens =
    #"[{"token":"é","logprob":-0.5,"bytes":[195,169],"top_logprobs":[{"token":"e","logprob":-1.5}]}]"#

  private static let expected: JSONValue = [
    [
      "token": "é", "bytes": [195, 169], "logprob": -0.5,
      "top_logprobs": [["token": "e", "bytes": [101], "logprob": -1.5]],
    ]
  ]

  @Test(arguments: [
    (#","top_logprobs":2"#, 2), (#","top_logprobs":2,"include":["message.output_text.logprobs"]"#, 2),
    (#","include":["message.output_text.logprobs"]"#, 0),
    (#","top_logprobs":0,"include":["message.output_text.logprobs","reasoning.encrypted_content"]"#, 0),
    (#","top_logprobs":0"#, nil), (#","top_logprobs":0,"include":[]"#, nil),
    (#","top_logprobs":null,"include":null"#, nil), (#","include":["reasoning.encrypted_content"]"#, nil),
  ])
  func isWhatAsksForThem(_ fields: String, _ alternatives: Int?) async throws {
    let exchanged = try await Exchanged(
      "/v1/responses", #"{"input":"Hi"\#(fields)}"#, .gateway,
      .chat("é", extra: #","log_probability_result":{"content":\#(Self.tokens)}"#))
    #expect(exchanged.answer.status == 200)
    #expect(exchanged.ignored == nil)
    #expect(exchanged.sent?["log_probability_settings"]?["top_k"]?.int == alternatives)
    #expect((exchanged.sent?["log_probability_settings"] != nil) == (alternatives != nil))
    #expect(exchanged.answer.json?["top_logprobs"]?.int == (fields.contains(":2") ? 2 : 0))
    let part = exchanged.answer.json?["output"]?.array?.first?["content"]?.array?.first
    #expect(part?["logprobs"] == Self.expected)
  }

  @Test func aStreamTellsThemWithEveryText() async throws {
    let frames = ScriptedService.frames([
      #"{"content":"é","log_probability_result":{"content":\#(Self.tokens)}}"#, #"{"content":"!"}"#,
    ])
    let exchanged = try await Exchanged(
      "/v1/responses", #"{"input":"Hi","stream":true,"top_logprobs":1}"#, .gateway,
      .stream([Array(frames.utf8)]))
    var told: [String: [JSONValue]] = [:]
    var parser = ServerSentEventParser()
    try parser.read(Array(exchanged.answer.body.utf8)) { event in
      let json = try JSONValue(decoding: event.data)
      let part = json["part"] ?? json["item"]?["content"]?.array?.first ?? json
      let whole = json["response"]?["output"]?.array?.first?["content"]?.array?.first ?? part
      if let list = whole["logprobs"] { told[event.name, default: []].append(list) }
    }
    let plain: JSONValue = [
      ["token": "é", "logprob": -0.5, "top_logprobs": [["token": "e", "logprob": -1.5]]]
    ]
    #expect(told["response.output_text.delta"] == [plain, []])
    #expect(told["response.output_text.done"] == [plain])
    #expect(told["response.content_part.done"] == [Self.expected])
    #expect(told["response.output_item.done"] == [Self.expected])
    #expect(told["response.completed"] == [Self.expected])
  }

  @Test(arguments: [#""top_logprobs":1"#, #""include":["message.output_text.logprobs"]"#])
  func anUpstreamWithoutThemIsSaid(_ field: String) async throws {
    let exchanged = try await Exchanged("/v1/responses", #"{"input":"Hi",\#(field)}"#, .models)
    #expect(exchanged.answer.status == 400)
    #expect(exchanged.answer.json?["error"]?["message"]?.string?.contains("logprobs") == true)
  }
}
