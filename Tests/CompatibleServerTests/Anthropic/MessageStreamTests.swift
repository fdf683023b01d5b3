import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Streams through the whole server.
struct MessageStreamTests {
  private static let request =
    #"{"model": "fast", "messages": [{"role": "user", "content": "Hello"}], "stream": true, "max_tokens": 9}"#

  private static func frame(_ generation: String) -> String {
    "event: generation\r\ndata: {\"id\":\"x\",\"generation_details\":{\"generations\":[\(generation)]}}\r\n\r\n"
  }

  private static let upstream = Array(
    (frame(#"{"id":"g","content":"Grüß","parameters":{"finish_reason":null}}"#)
      + frame(#"{"id":"g","content":" dich"}"#)
      + frame(
        #"""
        {"id":"g","content":"","tool_invocations":[{"id":"c1","function":{"name":"look","arguments":"{\"at\":"}}]}
        """#)
      + frame(
        #"{"id":"g","content":"","tool_invocations":[{"id":"","function":{"name":"","arguments":"1}"}}]}"#)
      + frame(#"{"id":"g","content":"","parameters":{"finish_reason":"tool_calls"}}"#)
      + "event: generation\ndata: [DONE]\n\n").utf8)

  private static func served(_ pieces: [[UInt8]], failing failure: HTTPFailure? = nil) async throws -> Served
  {
    try await CompatibleServer.played(
      by: ScriptedService(.stream(pieces, failing: failure)), speaking: LLMGateway()
    ).posting("/v1/messages", request)
  }

  /// The deltas of one kind, put together.
  private static func deltas(_ kind: String, in text: String) throws -> String {
    try text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map {
      try JSONValue(decoding: String($0.dropFirst(6)))["delta"]?[kind]?.string ?? ""
    }.joined()
  }

  private static func names(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("event: ") }.map { String($0.dropFirst(7)) }
  }

  @Test func aStreamHasAllEventsInOrder() async throws {
    let served = try await Self.served([Self.upstream])
    #expect(served.status == 200)
    #expect(served.headers[.contentType] == "text/event-stream")
    #expect(served.headers[.streamDowngraded] == nil)
    #expect(
      Self.names(in: served.text) == [
        "message_start", "ping", "content_block_start", "content_block_delta", "content_block_delta",
        "content_block_stop", "content_block_start", "content_block_delta", "content_block_delta",
        "content_block_stop", "message_delta", "message_stop",
      ])
    // One piece for the one read, and one for the end.
    #expect(served.pieces.count == 2)
  }

  @Test func aStreamMayBeCutAnywhere() async throws {
    let whole = try await Self.served([Self.upstream]).text
    for cut in Self.upstream.indices {
      let pieces = [Array(Self.upstream[..<cut]), Array(Self.upstream[cut...])].filter { !$0.isEmpty }
      #expect(try await Self.served(pieces).text == whole)
    }
    #expect(try await Self.served(Self.upstream.map { [$0] }).text == whole)
    #expect(try Self.deltas("text", in: whole) == "Grüß dich")
    #expect(try Self.deltas("partial_json", in: whole) == #"{"at":1}"#)
  }

  @Test func everyEventNamesItsType() async throws {
    let text = try await Self.served([Self.upstream]).text
    for event in text.split(separator: "\n\n") where !event.hasPrefix(":") {
      let lines = event.split(separator: "\n")
      #expect(lines.count == 2)
      let type = try JSONValue(decoding: String(lines[1].dropFirst(6)))["type"]?.string
      #expect("event: \(type ?? "")" == lines[0])
    }
  }

  @Test func whenTheUpstreamBreaksTheLastEventSaysSo() async throws {
    let begun = Array(Self.frame(#"{"id":"g","content":"Hel"}"#).utf8)
    let cut = try await Self.served([begun])
    #expect(cut.status == 200)
    #expect(
      Self.names(in: cut.text) == [
        "message_start", "ping", "content_block_start", "content_block_delta", "error",
      ])
    let last = try #require(cut.text.split(separator: "\n\n").last)
    let error = try JSONValue(decoding: String(last.split(separator: "\n")[1].dropFirst(6)))
    #expect(error["type"] == "error")
    #expect(error["error"]?["type"] == "api_error")
    #expect(error["request_id"] == "req_0")
    let reported = try await Self.served([
      begun, Array("event: error\ndata: {\"errorCode\":\"OOPS\",\"message\":\"Broken.\"}\n\n".utf8),
    ])
    #expect(Self.names(in: reported.text).last == "error")
    #expect(reported.text.contains("Broken."))
  }

  @Test func whatBreaksBeforeTheFirstEventIsAnOrdinaryError() async throws {
    let served = try await CompatibleServer.played(
      by: ScriptedService(.answer(status: 503, #"{"message": "Busy."}"#)), speaking: LLMGateway()
    ).posting("/v1/messages", Self.request)
    #expect(served.status == 503)
    #expect(served.headers[.contentType] == "application/json")
    #expect(served.text.hasPrefix(#"{"type":"error","error":{"type":"overloaded_error","#))
  }

  @Test func theBeginningHasTheEstimateOfWhatNobodyHasCountedYet() async throws {
    let served = try await Self.served([Self.upstream])
    let start = try #require(served.text.split(separator: "\n").first { $0.hasPrefix("data: ") })
    let usage = try JSONValue(decoding: String(start.dropFirst(6)))["message"]?["usage"]
    #expect(usage?["input_tokens"] == 5)
  }

  @Test func aStreamStaysAStreamWhereTheUpstreamHasNone() async throws {
    let served = try await CompatibleServer.played(
      by: ScriptedService(
        .answer(
          status: 200,
          #"""
          {"id": "x", "generationDetails": {"generations": [{"id": "g", "content": "Hello"}],
           "parameters": {"usage": {"inputTokens": 5, "outputTokens": 6}}}}
          """#))
    ).posting("/v1/messages", Self.request)
    #expect(served.headers[.streamDowngraded] == "true")
    #expect(served.headers[.ignoredSettings] == "max_tokens")
    #expect(
      served.text == #"""
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"fast","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"container":null,"usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"output_tokens_details":null,"server_tool_use":null,"cache_creation":null,"service_tier":"standard","inference_geo":null}}}

        event: ping
        data: {"type":"ping"}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":null}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"stop_details":null,"container":null,"usage":{"output_tokens":6}},"usage":{"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":6,"output_tokens_details":null,"server_tool_use":null}}

        event: message_stop
        data: {"type":"message_stop"}


        """#)
  }

  @Test func callsComeThroughAnUpstreamWithoutTools() async throws {
    let service = ScriptedService(
      .answer(
        status: 200,
        #"""
        {"generationDetails": {"generations": [{"id": "g",
          "content": "{\"tool_calls\": [{\"name\": \"look\", \"arguments\": {\"at\": 1}}]}"}], "parameters": {}}}
        """#))
    let served = try await CompatibleServer.played(by: service).posting(
      "/v1/messages",
      #"""
      {"model": "fast", "stream": true, "max_tokens": 9, "messages": [{"role": "user", "content": "Hello"}],
       "tools": [{"name": "look", "input_schema": {"type": "object", "properties": {"at": {"type": "integer"}}}}]}
      """#)
    #expect(served.headers[.streamDowngraded] == "true")
    #expect(
      Self.names(in: served.text) == [
        "message_start", "ping", "content_block_start", "content_block_delta", "content_block_stop",
        "message_delta", "message_stop",
      ])
    #expect(try Self.deltas("partial_json", in: served.text) == #"{"at":1}"#)
    #expect(served.text.contains(#""stop_reason":"tool_use""#))
  }
}
