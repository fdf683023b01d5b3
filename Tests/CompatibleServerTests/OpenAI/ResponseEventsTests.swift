import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ResponseEventsTests {
  private func request(_ more: String = "") -> String {
    #"{"model": "m__m", "input": "Hello", "stream": true\#(more)}"#
  }

  private func frame(_ generation: String) -> String {
    #"event: generation\#ndata: {"id":"x","generation_details":{"generations":[\#(generation)]}}\#n\#n"#
  }

  /// Each event as its name and data, the responses' own members left out.
  private func told(_ pieces: [String]) throws -> [String] {
    try pieces.joined().split(separator: "\n\n").filter { !$0.hasPrefix(":") }.map { event in
      let lines = event.split(separator: "\n").map(String.init)
      try #require(lines.count == 2 && lines[0].hasPrefix("event: ") && lines[1].hasPrefix("data: "))
      var json = try #require(JSONValue(decoding: String(lines[1].dropFirst(6))).object)
      #expect(json["type"]?.string == String(lines[0].dropFirst(7)))
      json["type"] = nil
      if let response = json["response"] {
        let kept = ["status", "incomplete_details", "error", "output", "usage"]
        json["response"] = .object(
          JSONObject(kept.compactMap { name in response[name].map { JSONObject.Member(name, $0) } }))
      }
      return "\(lines[0].dropFirst(7)) \(JSONValue.object(json).text)"
    }
  }

  @Test func aTextIsToldInOrderOnePieceARead() async throws {
    let server = PlayedServer(
      speaking: LLMGateway(),
      .events([
        frame(#"{"id":"g","content":"Hel"}"#) + frame(#"{"id":"g","content":"l"}"#),
        frame(#"{"id":"g","content":"o","parameters":{"finish_reason":"stop"}}"#),
        #"event: generation\#ndata: {"generation_details":{"generations":[],"parameters":{"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}}}\#n\#n"#,
      ]))
    let (head, pieces) = try await server.answer("/v1/responses", request())
    #expect(head.headerFields[.contentType] == "text/event-stream")
    #expect(head.headerFields[.streamDowngraded] == nil)
    #expect(pieces.count == 3)
    let part = #"{"type":"output_text","annotations":[],"logprobs":[],"text":"Hello"}"#
    let item =
      #"{"id":"msg_3","type":"message","status":"completed","role":"assistant","content":[\#(part)]}"#
    let usage =
      #"{"input_tokens":3,"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":5}"#
    let place = #""item_id":"msg_3","output_index":0,"content_index":0"#
    #expect(
      try told(pieces) == [
        #"response.created {"sequence_number":0,"response":{"status":"in_progress","output":[]}}"#,
        #"response.in_progress {"sequence_number":1,"response":{"status":"in_progress","output":[]}}"#,
        #"response.output_item.added {"sequence_number":2,"output_index":0,"item":{"id":"msg_3","type":"message","status":"in_progress","role":"assistant","content":[]}}"#,
        #"response.content_part.added {"sequence_number":3,\#(place),"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}"#,
        #"response.output_text.delta {\#(place),"delta":"Hel","logprobs":[],"sequence_number":4}"#,
        #"response.output_text.delta {\#(place),"delta":"l","logprobs":[],"sequence_number":5}"#,
        #"response.output_text.delta {\#(place),"delta":"o","logprobs":[],"sequence_number":6}"#,
        #"response.output_text.done {"sequence_number":7,\#(place),"text":"Hello","logprobs":[]}"#,
        #"response.content_part.done {"sequence_number":8,\#(place),"part":\#(part)}"#,
        #"response.output_item.done {"sequence_number":9,"output_index":0,"item":\#(item)}"#,
        #"response.completed {"sequence_number":10,"response":{"status":"completed","output":[\#(item)],"usage":\#(usage)}}"#,
      ])
  }

  private let tools =
    #", "tools": [{"type": "function", "name": "f"}, {"type": "namespace", "name": "n", "tools": [{"type": "custom", "name": "c"}]}]"#

  @Test func callsAreToldPieceByPieceBehindTheText() async throws {
    let server = PlayedServer(
      speaking: LLMGateway(),
      .events([
        frame(#"{"content":"Hm"}"#),
        frame(
          #"{"content":"","tool_invocations":[{"id":"c1","index":0,"function":{"name":"f","arguments":""}}]}"#
        ),
        frame(
          #"{"content":"","tool_invocations":[{"index":0,"function":{"name":"","arguments":"{\"a\""}}]}"#),
        frame(
          #"{"content":"","tool_invocations":[{"index":0,"function":{"arguments":":1}"}},{"id":"c2","index":1,"function":{"name":"n__c","arguments":"{\"input\":"}}]}"#
        ),
        frame(
          #"{"content":"","tool_invocations":[{"index":1,"function":{"arguments":"\"x\"}"}}],"parameters":{"finish_reason":"tool_calls"}}"#
        )
          + #"data: {"generation_details":{"generations":[],"parameters":{"usage":{"prompt_tokens":1,"completion_tokens":2}}}}"#
          + "\n\n",
      ]))
    let (_, pieces) = try await server.answer("/v1/responses", request(tools))
    let usage =
      #"{"input_tokens":1,"input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":3}"#
    let call =
      #"{"id":"fc_4","type":"function_call","status":"completed","call_id":"c1","name":"f","arguments":"{\"a\":1}"}"#
    let custom =
      #"{"id":"ctc_5","type":"custom_tool_call","call_id":"c2","name":"c","namespace":"n","input":"x"}"#
    #expect(
      try told(pieces).dropFirst(5) == [
        #"response.output_text.done {"sequence_number":5,"item_id":"msg_3","output_index":0,"content_index":0,"text":"Hm","logprobs":[]}"#,
        #"response.content_part.done {"sequence_number":6,"item_id":"msg_3","output_index":0,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":"Hm"}}"#,
        #"response.output_item.done {"sequence_number":7,"output_index":0,"item":{"id":"msg_3","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hm"}]}}"#,
        #"response.output_item.added {"sequence_number":8,"output_index":1,"item":{"id":"fc_4","type":"function_call","status":"in_progress","call_id":"c1","name":"f","arguments":""}}"#,
        #"response.function_call_arguments.delta {"sequence_number":9,"item_id":"fc_4","output_index":1,"delta":"{\"a\""}"#,
        #"response.function_call_arguments.delta {"sequence_number":10,"item_id":"fc_4","output_index":1,"delta":":1}"}"#,
        #"response.output_item.added {"sequence_number":11,"output_index":2,"item":{"id":"ctc_5","type":"custom_tool_call","call_id":"c2","name":"c","namespace":"n","input":""}}"#,
        #"response.function_call_arguments.done {"sequence_number":12,"item_id":"fc_4","output_index":1,"name":"f","arguments":"{\"a\":1}"}"#,
        #"response.output_item.done {"sequence_number":13,"output_index":1,"item":\#(call)}"#,
        #"response.custom_tool_call_input.delta {"sequence_number":14,"item_id":"ctc_5","output_index":2,"delta":"x"}"#,
        #"response.custom_tool_call_input.done {"sequence_number":15,"item_id":"ctc_5","output_index":2,"input":"x"}"#,
        #"response.output_item.done {"sequence_number":16,"output_index":2,"item":\#(custom)}"#,
        #"response.completed {"sequence_number":17,"response":{"status":"completed","output":[{"id":"msg_3","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hm"}]},\#(call),\#(custom)],"usage":\#(usage)}}"#,
      ])
  }

  @Test func aWholeAnswerIsStillAStreamAndSaysSo() async throws {
    let server = PlayedServer(restAnswer("Hi", finish: "length"))
    let (head, pieces) = try await server.answer("/v1/responses", request(#", "temperature": 0"#))
    #expect(head.headerFields[.streamDowngraded] == "true")
    #expect(head.headerFields[.ignoredSettings] == "temperature")
    #expect(pieces.count == 2)
    let events = try told(pieces)
    #expect(
      events.map { $0.prefix { $0 != " " } } == [
        "response.created", "response.in_progress", "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta", "response.output_text.done", "response.content_part.done",
        "response.output_item.done", "response.incomplete",
      ])
    #expect(events.last?.contains(#""incomplete_details":{"reason":"max_output_tokens"}"#) == true)
  }

  @Test func anEmptyAnswerHasAnEmptyMessage() async throws {
    let (_, pieces) = try await PlayedServer(restAnswer("")).answer("/v1/responses", request())
    #expect(
      try told(pieces).contains { $0.hasPrefix("response.output_text.done") && $0.contains(#""text":"""#) })
  }

  @Test func aStreamThatBreaksEndsAsFailed() async throws {
    let broken = HTTPFailure(.answer, .closed, peer: "h")
    let server = PlayedServer(
      speaking: LLMGateway(), .events([frame(#"{"content":"Hel"}"#)], failing: broken))
    let (_, pieces) = try await server.answer("/v1/responses", request())
    let message = "No answer from upstream: h closed the connection before the answer was whole."
    let item =
      #"{"id":"msg_3","type":"message","status":"incomplete","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Hel"}]}"#
    #expect(
      try told(pieces).suffix(2) == [
        #"response.failed {"sequence_number":5,"response":{"status":"failed","error":{"code":"server_error","message":"\#(message)"},"output":[\#(item)]}}"#,
        #"error {"sequence_number":6,"code":null,"message":"\#(message)","param":null,"error":{"message":"\#(message)","type":"server_error","param":null,"code":null}}"#,
      ])
  }

  @Test func aRefusalBeforeTheStreamIsNoStream() async throws {
    let server = PlayedServer(
      speaking: LLMGateway(), .answer(status: 429, #"{"message":"slow"}"#, headers: [.retryAfter: "3"]))
    let (head, _) = try await server.answer("/v1/responses", request())
    #expect(head.status.code == 429)
    #expect(head.headerFields[.retryAfter] == "3")
  }
}
