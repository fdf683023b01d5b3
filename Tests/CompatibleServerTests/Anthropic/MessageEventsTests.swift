import ModelsAPI
import Testing
import Wire

@testable import CompatibleServer

struct MessageEventsTests {
  private static func text(
    _ pulls: [[ReplyEvent]], stopSequences: [String] = [], matchedStop: String? = nil
  ) throws -> String {
    var events = MessageEvents(
      MessageFrame(.sample(), stopSequences: stopSequences), matchedStop: matchedStop)
    let bytes = pulls.flatMap { events.piece($0) } + events.end()
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func call(
    _ index: Int, _ id: String? = nil, _ name: String? = nil, _ arguments: String = ""
  ) -> ReplyEvent {
    .toolCall(ToolCallFragment(index: index, id: id, name: name, arguments: arguments))
  }

  private static let opening = #"""
    event: message_start
    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"container":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0,"output_tokens_details":null,"server_tool_use":null,"cache_creation":null,"service_tier":"standard","inference_geo":null}}}

    event: ping
    data: {"type":"ping"}


    """#

  private static func closing(_ reason: String, sequence: String = "null", _ input: Int, _ output: Int)
    -> String
  {
    #"""
    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":\#(sequence),"stop_details":null,"container":null,"usage":{"output_tokens":\#(output)}},"usage":{"input_tokens":\#(input),"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":\#(output),"output_tokens_details":null,"server_tool_use":null}}

    event: message_stop
    data: {"type":"message_stop"}


    """#
  }

  @Test func textComesInOneBlock() throws {
    let text = try Self.text([
      [.exchange(id: "x"), .model("m"), .text("Hello")], [.safety(Safety(isDetected: nil, scores: []))],
      [.text(" \"wörld\"\n"), .text("")],
      [.finished(FinishReason("stop")), .usage(Usage(inputTokens: 18, outputTokens: 31))],
    ])
    #expect(
      text == Self.opening + #"""
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":null}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" \"wörld\"\n"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}


        """# + Self.closing("end_turn", 18, 31))
  }

  @Test func callsComeInBlocksOfTheirOwn() throws {
    let text = try Self.text([
      [.text("Let me see.")], [Self.call(0, "call_1", "look")], [Self.call(0, nil, nil, #"{"at":"#)],
      [Self.call(0, nil, nil, "1}"), Self.call(1, "", "wait", "{}")], [.finished(FinishReason("tool_calls"))],
    ])
    #expect(
      text == Self.opening + #"""
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":"","citations":null}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me see."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_1","name":"look","input":{},"caller":{"type":"direct"}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"at\":"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":1}

        event: content_block_start
        data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_2","name":"wait","input":{},"caller":{"type":"direct"}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":2}


        """# + Self.closing("tool_use", 0, 0))
  }

  @Test func aBlockWaitsForItsName() throws {
    let whole = try Self.text([[Self.call(0, "call_1", "look", #"{"at":1}"#)]])
    let late = try Self.text([
      [Self.call(0, nil, nil, #"{"at""#)], [Self.call(0, "call_1", nil, ":1}")], [Self.call(0, nil, "look")],
    ])
    #expect(late == whole)
  }

  @Test func textBehindACallOpensAnotherBlock() throws {
    let text = try Self.text([[Self.call(0, "call_1", "look", "{}"), .text("Done.")]])
    #expect(
      text.contains(
        #"""
        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: content_block_start
        data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":"","citations":null}}

        """#))
  }

  @Test func nothingOfACallIsLostWhenAnotherCameBetween() throws {
    let text = try Self.text([
      [Self.call(0, "a", "look", "{"), Self.call(1, "b", "wait", "{"), Self.call(0, nil, nil, "}")]
    ])
    #expect(text.contains(#""index":0,"delta":{"type":"input_json_delta","partial_json":"}"}"#))
  }

  @Test func anEmptyAnswerHasNoBlocks() throws {
    #expect(try Self.text([]) == Self.opening + Self.closing("end_turn", 0, 0))
  }

  @Test func countsThatAreKnownAtTheStartStandThere() throws {
    let text = try Self.text([[.text("Hi"), .usage(Usage(inputTokens: 18, outputTokens: 31))]])
    #expect(
      text.hasPrefix(
        Self.opening.split(separator: "\n\n")[0].replacing(#""input_tokens":0"#, with: #""input_tokens":18"#))
    )
  }

  @Test func theSequenceThatEndedTheAnswerIsTold() throws {
    let told = try Self.text([[.finished(FinishReason("stop_sequence"))]], stopSequences: ["END"])
    #expect(told == Self.opening + Self.closing("stop_sequence", sequence: #""END""#, 0, 0))
    let found = try Self.text(
      [[.finished(FinishReason("stop"))]], stopSequences: ["A", "B"], matchedStop: "B")
    #expect(found == Self.opening + Self.closing("stop_sequence", sequence: #""B""#, 0, 0))
  }

  @Test func howEventsArriveTogetherDoesNotMatter() throws {
    let events: [ReplyEvent] = [
      .exchange(id: "x"), .text("a"), .text("b"), Self.call(0, "c", "look"), Self.call(0, nil, nil, "{}"),
      Self.call(1, "d", "look", "{}"), .finished(FinishReason("tool_use")),
    ]
    let whole = try Self.text([events])
    for cut in events.indices {
      #expect(try Self.text([Array(events[..<cut]), Array(events[cut...])]) == whole)
    }
    #expect(try Self.text(events.map { [$0] }) == whole)
  }

  @Test func allEventsOfOnePullAreOnePiece() throws {
    var events = MessageEvents(MessageFrame(.sample()))
    #expect(!events.piece([.text("a"), .text("b")]).isEmpty)
    #expect(events.piece([.exchange(id: "x")]) == [])
    let end = String(decoding: events.end(), as: UTF8.self)
    #expect(end.hasPrefix("event: content_block_stop\n"))
    #expect(end.hasSuffix("\"message_stop\"}\n\n"))
  }
}
