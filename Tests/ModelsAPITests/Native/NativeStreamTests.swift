import FoundationEssentials
import HTTPTypes
import TestSupport
import Testing
import Wire

@testable import ModelsAPI

/// What comes of the answers of makers' own APIs.
struct NativeStreamTests {
  /// What was handed out, and how it ended.
  private struct Told: Equatable {
    var text = ""
    var events = 0
    var failure: ModelsFailure?
    var usage: Usage?
    var id: String?
    /// Whether the failure came before anything was handed out.
    var isOpen = true
  }

  private static func ask(
    _ surface: NativeSurface, _ reply: ScriptedService.Reply, streams: Bool = true
  ) async throws -> NativeReply {
    let body = try NativeBody(Array(#"{"stream":\#(streams)}"#.utf8))
    return try await ModelsClient(ScriptedService(reply), speaking: LLMGateway())
      .send(NativeRequest(surface, body, to: "m"))
  }

  private static func told(_ surface: NativeSurface, _ reply: ScriptedService.Reply) async throws -> Told {
    var told = Told(isOpen: false)
    do {
      guard case .stream(var stream) = try await ask(surface, reply) else {
        Issue.record("a whole answer")
        return told
      }
      told.isOpen = true
      defer { (told.usage, told.id) = (stream.usage, stream.answerID) }
      while let read = try await stream.next() {
        told.text += String(decoding: read.bytes, as: UTF8.self)
        told.events += read.events
      }
    } catch let failure as ModelsFailure {
      told.failure = failure
    }
    return told
  }

  private static let payloads = [
    #"{"type":"message_start","message":{"id":"msg_1","usage":{"input_tokens":4,"cache_read_input_tokens":20,"output_tokens":1}}}"#,
    #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
    #"{ "type" : "content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"Eq\/B\u00fc"},"n":1.0,"n":1e3}"#,
    #"{"type":"content_block_stop","index":0}"#,
    #"{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":21}}"#,
    #"{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":24}}"#,
  ]
  private static let frames = payloads.flatMap(EventStreamBytes.chunk)
  private static let type = EventStreamMessage.contentType

  /// As Anthropic's own API would have sent them.
  private static func events(_ payloads: some Sequence<String>) throws -> String {
    try payloads.map {
      "event: \(try #require(JSONValue(decoding: $0)["type"]?.string))\ndata: \($0)\n\n"
    }.joined()
  }

  @Test func theEventsAreTheFramesPayloads() async throws {
    let told = try await Self.told(.messages, .pieces([Self.frames], type: Self.type))
    #expect(
      try told
        == Told(
          text: Self.events(Self.payloads), events: 6, usage: Usage(inputTokens: 24, outputTokens: 21),
          id: "msg_1"))
  }

  @Test(arguments: [type, "application/octet-stream", nil])
  func framesMayBeCutAnywhere(_ type: String?) async throws {
    let whole = try Self.events(Self.payloads)
    for cut in stride(from: 1, to: Self.frames.count, by: 7) {
      let pieces = [Array(Self.frames[..<cut]), Array(Self.frames[cut...])]
      #expect(try await Self.told(.messages, .pieces(pieces, type: type)).text == whole)
    }
    #expect(try await Self.told(.messages, .pieces(Self.frames.map { [$0] }, type: type)).text == whole)
  }

  @Test func whatIsOnSeveralLinesIsOneEvent() async throws {
    let payload = "{\n \"type\":\r\n\"message_stop\"}"
    let told = try await Self.told(.messages, .pieces([EventStreamBytes.chunk(payload)], type: Self.type))
    var parser = ServerSentEventParser()
    var read: [ServerSentEvent] = []
    try parser.read(Array(told.text.utf8)) { read.append($0) }
    #expect(read.map(\.name) == ["message_stop"])
    #expect(try read.map { try JSONValue(decoding: $0.data) } == [JSONValue(decoding: payload)])
  }

  /// Every way in which a stream of frames goes wrong, in front of its events and behind some.
  @Test(
    arguments: [
      (
        EventStreamBytes.exception("throttlingException", #"{"message":"Too many"}"#),
        .brokenStream(
          Refusal(status: 429, errorCode: "throttlingException", message: "Too many", requestID: "r-1"))
      ),
      (
        EventStreamBytes.exception("modelStreamErrorException", #"{"message":"m","originalStatusCode":500}"#),
        .brokenStream(
          Refusal(status: 500, errorCode: "modelStreamErrorException", message: "m", requestID: "r-1"))
      ),
      (
        EventStreamBytes.exception("unheardOfException", ""),
        .brokenStream(Refusal(status: 200, errorCode: "unheardOfException", requestID: "r-1"))
      ),
      (
        EventStreamBytes.frame(
          [(":message-type", "error"), (":error-code", "InternalFailure"), (":error-message", "Oh")], []),
        .brokenStream(Refusal(status: 200, errorCode: "InternalFailure", message: "Oh", requestID: "r-1"))
      ),
      (
        EventStreamBytes.frame(
          [(":message-type", "event")], #"{"errorCode":"E","message":"No user context"}"#.utf8),
        .brokenStream(Refusal(status: 200, errorCode: "E", message: "No user context", requestID: "r-1"))
      ),
      (
        EventStreamBytes.frame([], "<html>".utf8),
        .notJSON(JSONError(.unexpected(60), at: 0), requestID: "r-1")
      ),
      (EventStreamBytes.chunk("[1]"), .notJSON(JSONError(.expected("an object"), at: 0), requestID: "r-1")),
      (
        EventStreamBytes.frame([], #"{"bytes":"*"}"#.utf8),
        .notJSON(JSONError(.expected("base64"), at: 0), requestID: "r-1")
      ),
      (EventStreamBytes.chunk("{}").dropLast() + [0], .brokenFrame(.wrongChecksum, requestID: "r-1")),
      (EventStreamBytes.chunk("{}").dropLast(), .cutStream(requestID: "r-1")),
      ([], .cutStream(requestID: "r-1")),
      (
        EventStreamBytes.frame([(":event-type", "initial-response")], "{}".utf8), .cutStream(requestID: "r-1")
      ),
    ] as [([UInt8], ModelsFailure)])
  func whatGoesWrongInFramesIsAFailure(_ frame: [UInt8], _ failure: ModelsFailure) async throws {
    let first = try await Self.told(.messages, .pieces([frame], type: Self.type))
    #expect(first == Told(failure: failure, isOpen: false))
    let begun = EventStreamBytes.chunk(Self.payloads[0])
    for pieces in [[begun + frame], [begun, frame]] {
      let later = try await Self.told(.messages, .pieces(pieces, type: Self.type))
      #expect(later.text == (try Self.events(Self.payloads[..<1])))
      #expect(later.failure == failure && later.isOpen)
      #expect(later.usage == Usage(inputTokens: 24, outputTokens: 1))
    }
  }

  @Test func anErrorInTheAPIsOwnWordsIsItsEnd() async throws {
    let error = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
    let frames = [Self.payloads[0], error].flatMap(EventStreamBytes.chunk)
    guard case .stream(var stream) = try await Self.ask(.messages, .pieces([frames], type: Self.type)) else {
      Issue.record("no stream")
      return
    }
    let text = String(decoding: try #require(try await stream.next()).bytes, as: UTF8.self)
    #expect(try text == Self.events([Self.payloads[0], error]))
    #expect(stream.refusal == Refusal(status: 200, message: "Overloaded", requestID: "r-1"))
    #expect(try await stream.next()?.events == nil)
  }

  @Test(
    arguments: [
      (
        #"{"errorCode":"E1","message":"Not now"}"#, "application/json",
        .brokenStream(Refusal(status: 200, errorCode: "E1", message: "Not now", requestID: "r-1"))
      ),
      (
        #"{"error":{"message":"Not now"}}"#, "application/json; charset=utf-8",
        .brokenStream(Refusal(status: 200, message: "Not now", requestID: "r-1"))
      ),
      (
        "<html><title>Sorry</title></html>", "text/html",
        .notJSON(JSONError(.expected("an object"), at: 0), requestID: "r-1")
      ),
      (
        #"{"content":[],"output":[]}"#, "application/json",
        .otherShape(missing: "stream of events", requestID: "r-1")
      ),
      ("{}", "application/json", nil),
    ] as [(String, String, ModelsFailure?)])
  func aSuccessThatIsNoStreamIsAFailure(_ body: String, _ type: String, _ failure: ModelsFailure?)
    async throws
  {
    for surface in NativeSurface.allCases {
      let told = try await Self.told(surface, .pieces([Array(body.utf8)], type: type))
      #expect(!told.isOpen)
      let missing = ModelsFailure.otherShape(
        missing: surface == .messages ? "content" : "output", requestID: "r-1")
      #expect(told.failure == failure ?? missing)
    }
  }

  private static let responses = """
    event: response.created\r
    data: {"type":"response.created","response":{"id":"resp_up"}}\r
    \r
    : a comment

    event:response.output_text.delta
    data:{"type":"response.output_text.delta","delta":"ü","n":1.0}

    data: {"type":"response.completed","response":{"id":"resp_up",
    data: "usage":{"input_tokens":7,"output_tokens":5,"total_tokens":12}}}

    data: [DONE]


    """

  @Test func aStreamOfResponsesIsTheSameToTheByte() async throws {
    let bytes = Array(Self.responses.utf8)
    let whole = try await Self.told(.responses, .events([Self.responses]))
    #expect(
      whole
        == Told(
          text: Self.responses, events: 4, usage: Usage(inputTokens: 7, outputTokens: 5, totalTokens: 12),
          id: "resp_up"))
    for cut in 1..<bytes.count {
      let told = try await Self.told(.responses, .stream([Array(bytes[..<cut]), Array(bytes[cut...])]))
      #expect(told == whole, "cut at \(cut)")
    }
    #expect(try await Self.told(.responses, .stream(bytes.map { [$0] })) == whole)
  }

  /// Between two pieces others put a sign of life.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func piecesEndWhereEventsDo(_ end: String) {
    let events = (1...3).map { "event: e\(end)data: \($0)\(end)\(end)" }
    let bytes = Array(events.joined().utf8)
    for cut in bytes.indices {
      var pieces = EventTextPieces()
      let taken = [pieces.take(Array(bytes[..<cut])), pieces.take(Array(bytes[cut...])), pieces.end()]
      #expect(taken.flatMap { $0 } == bytes)
      let ends = (0...3).map { events[..<$0].joined().utf8.count }
      #expect(ends.contains(taken[0].count), "cut at \(cut)")
      #expect(ends.contains(taken[0].count + taken[1].count), "cut at \(cut)")
    }
    var byByte = EventTextPieces()
    let taken = bytes.map { byByte.take([$0]) }.filter { !$0.isEmpty } + [byByte.end()]
    #expect(taken.flatMap { $0 } == bytes)
    // A line feed could follow the last carriage return.
    #expect(taken.count == (end == "\r" ? 3 : 4))
  }

  @Test(arguments: [
    "", "event: response.created\ndata: {}\n\n", "event: response.output_text.delta\ndata: {\"a\":1}\n\n",
  ])
  func aStreamOfResponsesWithoutAnEndIsCut(_ text: String) async throws {
    let told = try await Self.told(.responses, .events(text.isEmpty ? [] : [text]))
    #expect(told.failure == .cutStream(requestID: "r-1"))
    #expect(told.text == text)
  }

  @Test func aConnectionThatBreaksBehindTheEndIsNoFailure() async throws {
    let failure = HTTPFailure(.answer, .closed)
    let complete = try await Self.told(.messages, .pieces([Self.frames], type: Self.type, failing: failure))
    #expect(complete.failure == nil && complete.events == 6)
    await #expect(throws: failure) {
      try await Self.told(
        .messages, .pieces([EventStreamBytes.chunk(Self.payloads[0])], type: Self.type, failing: failure))
    }
  }

  @Test(
    arguments: [
      (
        NativeSurface.messages,
        #"{"type":"message","content":[],"usage":{"input_tokens":3,"output_tokens":2}, "x":1.0}"#,
        Usage(inputTokens: 3, outputTokens: 2)
      ),
      (
        .responses,
        #"{"object":"response", "output":[],"error":null,"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":9}}"#,
        Usage(inputTokens: 3, outputTokens: 2, totalTokens: 9)
      ),
      (.responses, #"{"output":[]}"#, nil),
    ] as [(NativeSurface, String, Usage?)])
  func aWholeAnswerIsTheSameToTheByte(_ surface: NativeSurface, _ body: String, _ usage: Usage?) async throws
  {
    guard case .whole(let answer) = try await Self.ask(surface, .json(body), streams: false) else {
      Issue.record("a stream")
      return
    }
    #expect(String(decoding: answer.body, as: UTF8.self) == body)
    #expect(answer.usage == usage)
  }

  @Test(arguments: [
    (NativeSurface.messages, true, "POST /model/a%2Fb/invoke-with-response-stream", type),
    (.messages, false, "POST /model/a%2Fb/invoke", "application/json"),
    (.responses, true, "POST /responses", "text/event-stream"),
    (.responses, false, "POST /responses", "application/json"),
  ])
  func aRequestGoesToItsEndpoint(
    _ surface: NativeSurface, _ streams: Bool, _ line: String, _ accepted: String
  ) async throws {
    let service = ScriptedService(.failure(HTTPFailure(.answer, .closed)))
    let body = try NativeBody(Array(#"{"stream":\#(streams)}"#.utf8))
    let request = NativeRequest(surface, body, to: "a/b", headers: [.init("anthropic-beta")!: "x-1,y-2"])
    await #expect(throws: HTTPFailure.self) {
      try await ModelsClient(service, speaking: LLMGateway()).send(request)
    }
    let lines = try #require(service.requests.first).split(separator: "\n").map(String.init)
    #expect(lines[0] == line)
    for field in [
      "Content-Type: application/json", "Accept: \(accepted)", "anthropic-beta: x-1,y-2",
      "x-sfdc-app-context: EinsteinGPT",
    ] {
      #expect(lines.contains(field), "\(field)")
    }
  }

  @Test func anAPIWithoutThemRefusesThem() async throws {
    let body = try NativeBody(Array("{}".utf8))
    await #expect(
      throws: ModelsFailure.unsupported([Unsupported(.nativeSurfaces, in: ModelsREST.api.endpoints)])
    ) {
      try await ModelsClient(ScriptedService(), speaking: ModelsREST()).send(
        NativeRequest(.messages, body, to: "m"))
    }
  }
}
