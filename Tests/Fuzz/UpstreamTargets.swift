import FoundationEssentials
import HTTPTypes
import Wire

@testable import ModelsAPI

extension FuzzTarget {
  /// What a service of models says.
  static let upstreams = [
    FuzzTarget("gateway-stream", readStream), FuzzTarget("upstream-answer", readAnswer),
    FuzzTarget("tool-calls", readToolCalls),
  ]

  private struct Told: Equatable {
    var events: [ReplyEvent] = []
    var reply: Reply
    var hasFailed = false
    var isComplete = false
  }

  /// The same answer wherever the stream is cut.
  private static func readStream(_ bytes: [UInt8]) {
    let repairs = bytes.hash % 2 == 0
    expectSame(
      answer(in: [bytes], repairs: repairs), answer(in: bytes.cut, repairs: repairs), "cut")
  }

  private static func answer(in pieces: [[UInt8]], repairs: Bool) -> Told {
    var parser = ServerSentEventParser(limit: 4096)
    var reader = GatewayStreamReader(repairsOpening: repairs, requestID: nil)
    var assembly = ReplyAssembly()
    var told = Told(reply: assembly.reply)
    do {
      for piece in pieces { try parser.read(piece) { try reader.read($0, into: &told.events) } }
    } catch {
      told.hasFailed = true
    }
    for event in told.events { assembly.add(event) }
    (told.reply, told.isComplete) = (assembly.reply, reader.isComplete)
    return told
  }

  private static let statuses = [200, 200, 200, 201, 302, 400, 401, 403, 404, 429, 500, 503]

  /// Every kind of answer, whole, of both dialects.
  private static func readAnswer(_ bytes: [UInt8]) {
    let status = statuses[Int(bytes.hash % UInt64(statuses.count))]
    let reply = HTTPFunction { _, _ in
      HTTPReply(
        head: HTTPResponse(status: .init(code: status), headerFields: [.contentType: "application/json"]),
        body: ReplyBody(bytes))
    }
    InlineExecutor.run {
      for dialect in [LLMGateway(), ModelsREST()] as [any Dialect] {
        await read(
          ModelsClient(
            reply, speaking: dialect, retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
            now: { Date(timeIntervalSince1970: 1_795_274_400) }))
      }
    }
  }

  /// What cannot be read is an error, and which one is no matter here.
  private static func read(_ client: ModelsClient) async {
    let chat = ChatRequest(model: "m", .prompt("Hi"))
    _ = try? await client.chat(chat)
    if var stream = try? await client.stream(chat) { while (try? await stream.next()) != nil {} }
    if let reply = try? await client.embed(EmbeddingRequest(model: "m", inputs: ["a", "b"])) {
      expectSame(reply.embeddings.count, 2, "as many vectors as texts")
    }
    _ = try? await client.submit(Feedback(id: "f", generationID: "g", verdict: .good))
    _ = try? await client.call(PluginRequest("p", data: [:]))
    _ = try? await client.status(of: "j")
  }

  /// The calls in a text of a model that has no tools: their arguments are JSON.
  private static func readToolCalls(_ bytes: [UInt8]) {
    let schema: JSONObject = [
      "type": "object", "properties": ["city": ["type": "string"], "days": ["type": "integer"]],
      "required": ["city"],
    ]
    var request = ChatRequest(model: "m", .prompt("Hi"))
    request.tools = [
      .function(ToolFunction("get_weather", parameters: schema)), .function(ToolFunction("stop")),
    ]
    guard let calls = EmulatedTools(request).calls(in: bytes.text, makeID: { "id" }) else { return }
    expect(!calls.calls.isEmpty, "calls without a call")
    for call in calls.calls {
      expect((try? JSONValue(decoding: call.arguments))?.object != nil, "arguments '\(call.arguments)'")
    }
  }
}
