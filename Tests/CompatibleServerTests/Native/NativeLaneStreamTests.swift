import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// Streams that travel as they are, through the whole server, and what agents send for them.
struct NativeLaneStreamTests {
  private static let payloads = [
    #"{"type":"message_start","message":{"id":"msg_up","model":"claude-opus-4-5-20251101","usage":{"input_tokens":24,"output_tokens":1}}}"#,
    #"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
    #"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"\u0048m … \/"},"n":1.0}"#,
    #"{"type":"content_block_stop","index":0}"#,
    #"{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":21}}"#,
    #"{"type":"message_stop"}"#,
  ]
  private static let frames = payloads.map(EventStreamBytes.chunk)
  private static let type = EventStreamMessage.contentType
  private static let responses = """
    event: response.created
    data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_up"}}

    event: response.output_text.delta
    data: {"type":"response.output_text.delta","sequence_number":1,"delta":"Hi","n":1.0}

    event: response.completed
    data: {"type":"response.completed","sequence_number":2,"response":{"id":"resp_up","output":[],"usage":{"input_tokens":24,"output_tokens":21}}}


    """

  private static func event(_ payload: String) throws -> String {
    "event: \(try #require(JSONValue(decoding: payload)["type"]?.string))\ndata: \(payload)\n\n"
  }

  private struct Streamed {
    var head: HTTPResponse
    var pieces: [String]
    var sent: [String]
    var log: [String]

    var text: String { pieces.joined() }
  }

  private static func stream(
    _ path: String, _ body: String, _ reply: ScriptedService.Reply, opening: StreamOpening? = nil
  ) async throws -> Streamed {
    let service = ScriptedService(reply)
    let log = Recorder<String>()
    let client = ModelsClient(
      service, speaking: LLMGateway(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { TestClock.start })
    let lanes = LaneSelector(.auto, elapsed: { .zero }, tell: { _ in })
    let server = CompatibleServer(
      ServedModels(client, map: .sample, lanes: lanes), .sample { $0.log = { log.record($0) } })
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "localhost", path: path,
      headerFields: [.contentType: "application/json", .anthropicVersion: "2023-06-01"])
    var answer = try await server.respond(
      to: request, body: Array(body.utf8), opening: opening ?? StreamOpening())
    var pieces: [String] = []
    while let piece = try await answer.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    return Streamed(head: answer.head, pieces: pieces, sent: service.bodies, log: log.entries)
  }

  /// What differs is what a rule names, and stands where the rule's member does.
  @Test func claudeCodesRequestLosesNothing() async throws {
    let body = AgentBodies.claudeCode
    #expect(body.utf8.count > 45_000)
    let streamed = try await Self.stream(
      "/anthropic/v1/messages?beta=true", body, .pieces(Self.frames, type: Self.type))
    let expected =
      body.replacing(
        #"{"model":"claude-opus-5-5",  "messages" :"#,
        with: #"{"anthropic_version":"bedrock-2023-05-31","messages" :"#
      )
      .replacing(#","stream":true,"#, with: ",")
    #expect(
      expected != body
        && expected.utf8.count == body.utf8.count - #""model":"claude-opus-5-5",  ,"stream":true"#.utf8.count
          + #""anthropic_version":"bedrock-2023-05-31","#.utf8.count
    )
    #expect(streamed.sent.map { Array($0.utf8) } == [Array(expected.utf8)])
    #expect(streamed.text == (try Self.payloads.map(Self.event).joined()))
    #expect(streamed.pieces.count == Self.frames.count, "one piece for each read")
    #expect(streamed.head.headerFields[.lane] == "native")
    #expect(streamed.head.headerFields[.contentType] == "text/event-stream")
    #expect(
      streamed.log.first?.contains(" lane=native in=24 out=21 upstream=0ms first=0ms events=6 stream ")
        == true)
  }

  @Test func codexsRequestLosesNothing() async throws {
    let body = AgentBodies.codex
    let streamed = try await Self.stream("/v1/responses", body, .events([Self.responses]))
    let sent = body.replacing(#"{"model":"gpt-5.6-codex""#, with: #"{"model":"sfdc_ai__DefaultGPT5""#)
    #expect(sent != body)
    #expect(streamed.sent == [sent])
    #expect(streamed.text == Self.responses)
    #expect(streamed.head.headerFields[.lane] == "native")
    #expect(streamed.log.first?.contains(" lane=native in=24 out=21 ") == true)
  }

  private static let ask = #"{"model":"claude-opus-4-5","max_tokens":9,"stream":true,"messages":[]}"#

  @Test func aBreakIsToldInTheClientsWords() async throws {
    let begun = try Self.event(Self.payloads[0])
    for (frame, type, message) in [
      (
        EventStreamBytes.exception("throttlingException", #"{"message":"Too many"}"#), "rate_limit_error",
        "Too many"
      ),
      (Array(Self.frames[1].dropLast()), "api_error", "cut off"),
      (Self.frames[1].dropLast() + [1], "api_error", "checksum"),
    ] {
      let streamed = try await Self.stream(
        "/v1/messages", Self.ask, .pieces([Self.frames[0], frame], type: Self.type))
      #expect(streamed.head.status == .ok)
      #expect(streamed.pieces.count == 2 && streamed.pieces[0] == begun)
      let last = try #require(streamed.pieces.last)
      #expect(last.hasPrefix("event: error\ndata: {") && last.hasSuffix("\n\n"))
      let error = try JSONValue(decoding: String(last.dropFirst(19)))
      #expect(error["type"] == "error" && error["error"]?["type"]?.string == type)
      #expect(error["error"]?["message"]?.string?.contains(message) == true, "\(error)")
    }
  }

  @Test func aResponseThatBreaksOffFails() async throws {
    let begun = Array(
      Self.responses.prefix(upTo: try #require(Self.responses.firstRange(of: "output\":[]")).lowerBound).utf8)
    let streamed = try await Self.stream(
      "/v1/responses", #"{"model":"gpt-5","input":"hi","stream":true}"#,
      .stream([begun], failing: HTTPFailure(.answer, .closed)))
    var events: [JSONValue] = []
    var parser = ServerSentEventParser()
    try parser.read(Array(streamed.text.utf8)) { events.append(try JSONValue(decoding: $0.data)) }
    #expect(
      events.map { $0["type"]?.string } == [
        "response.created", "response.output_text.delta", "response.failed", "error",
      ])
    #expect(events.map { $0["sequence_number"]?.int } == [0, 1, 2, 3])
    #expect(events[2]["response"]?["id"] == "resp_up")
    #expect(events[2]["response"]?["status"] == "failed")
  }

  @Test(
    arguments: [
      (EventStreamBytes.exception("throttlingException", #"{"message":"Too many"}"#), 429),
      (EventStreamBytes.exception("validationException", #"{"message":"No"}"#), 400), ([], 502),
      (EventStreamBytes.frame([], [1]).dropLast() + [0, 1], 502),
    ] as [([UInt8], Int)])
  func aBreakBeforeTheFirstEventIsAnError(_ frame: [UInt8], _ status: Int) async throws {
    let streamed = try await Self.stream("/v1/messages", Self.ask, .pieces([frame], type: Self.type))
    #expect(streamed.head.status.code == status)
    #expect(try JSONValue(decoding: streamed.text)["type"] == "error")
  }

  @Test(arguments: [
    ("/v1/messages", ask, "event: ping\ndata: {\"type\":\"ping\"}\n\n"),
    ("/v1/responses", #"{"model":"gpt-5","input":"hi","stream":true}"#, ": keep-alive\n\n"),
  ])
  func silenceIsBridged(_ path: String, _ body: String, _ sign: String) async throws {
    let opening = StreamOpening()
    let reply =
      path == "/v1/messages"
      ? ScriptedService.Reply.pieces(Self.frames, type: Self.type) : .events([Self.responses])
    _ = try await Self.stream(path, body, reply, opening: opening)
    #expect(String(decoding: try #require(opening.keepAlive), as: UTF8.self) == sign)
  }

  /// Who hangs up takes the upstream's connection with it.
  @Test func aClientThatGoesAwayLeavesALine() async throws {
    let service = ScriptedService(.pieces(Self.frames, type: Self.type))
    let log = Recorder<String>()
    let client = ModelsClient(
      service, speaking: LLMGateway(), retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { TestClock.start })
    let server = CompatibleServer(
      ServedModels(client, map: .sample, lanes: LaneSelector(.auto, elapsed: { .zero }, tell: { _ in })),
      .sample { $0.log = { log.record($0) } })
    do {
      var reply = try await server.reply(
        .post, "/v1/messages", [("anthropic-version", "2023-06-01")], body: Self.ask)
      _ = try await reply.body.next()
    }
    #expect(log.entries.count == 1)
    #expect(log.entries.first?.contains(" lane=native in=24 out=1 ") == true)
  }

  @Test func anEventThatTellsOfAFailureCountsAsOne() async throws {
    let error = #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#
    let streamed = try await Self.stream(
      "/v1/messages", Self.ask, .pieces([Self.frames[0] + EventStreamBytes.chunk(error)], type: Self.type))
    #expect(try streamed.text == Self.event(Self.payloads[0]) + Self.event(error))
  }
}
