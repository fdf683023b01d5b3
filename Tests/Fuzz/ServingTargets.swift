import CompatibleServer
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import Wire

extension FuzzTarget {
  /// What clients ask of `serve`, and what it makes of a service's answers.
  static let serving = [
    FuzzTarget("chat-completions") { ask("/v1/chat/completions", $0) },
    FuzzTarget("completions") { ask("/v1/completions", $0) },
    FuzzTarget("responses") { ask("/v1/responses", $0) },
    FuzzTarget("embeddings") { ask("/v1/embeddings", $0) },
    FuzzTarget("messages") { ask("/v1/messages", $0) },
    FuzzTarget("count-tokens") { ask("/v1/messages/count_tokens", $0) },
    FuzzTarget("served-answer", serve),
  ]

  /// The whole way of a request: read, adapted, written for the service, and its answer told. The bytes decide which
  /// API is behind it.
  private static func ask(_ path: String, _ bytes: [UInt8]) {
    InlineExecutor.run {
      let server = bytes.hash % 2 == 0 ? gatewayServer : restServer
      await expectAnswer(of: server, to: path, bytes)
    }
  }

  private static let gatewayServer = CompatibleServer(speaking: LLMGateway(), upstream: FixedUpstream())
  private static let restServer = CompatibleServer(speaking: ModelsREST(), upstream: FixedUpstream())

  /// A service's answer, as each served API tells it: a stream of the gateway's, or a whole answer of the other API.
  private static func serve(_ bytes: [UInt8]) {
    let isStream = bytes.hash % 2 == 0
    answers.current.withLock { $0 = bytes }
    InlineExecutor.run {
      for (path, body) in questions {
        let question = Array("{\(body),\"stream\":\(isStream)}".utf8)
        await expectAnswer(of: isStream ? streamServer : answerServer, to: path, question)
      }
    }
  }

  private static let answers = AnswersToCome()
  private static let streamServer = CompatibleServer(speaking: LLMGateway(), upstream: answers)
  private static let answerServer = CompatibleServer(speaking: ModelsREST(), upstream: answers)

  private static let questions = [
    ("/v1/chat/completions", #""messages":[{"role":"user","content":"Hi"}]"#),
    ("/v1/completions", #""prompt":"Hi""#), ("/v1/responses", #""input":"Hi""#),
    ("/v1/messages", #""model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]"#),
  ]

  private static func expectAnswer(of server: CompatibleServer, to path: String, _ body: [UInt8]) async {
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "127.0.0.1:8080", path: path,
      headerFields: [.contentType: "application/json"])
    do {
      var reply = try await server.respond(to: request, body: body)
      let type = reply.head.headerFields[.contentType] ?? ""
      let answer = try await reply.body.collect(upTo: 1 << 24)
      expect(reply.head.status.code != 500, "status 500: \(answer.text)")
      if type.hasPrefix(ServerSentEvent.contentType) {
        expectEvents(answer)
      } else {
        expect((try? JSONValue(decoding: answer)) != nil, "no JSON: \(answer.text)")
      }
    } catch {
      fatalError("the server threw \(error)")
    }
  }

  /// Each event's data is JSON, but for OpenAI's last one.
  private static func expectEvents(_ bytes: [UInt8]) {
    var parser = ServerSentEventParser()
    do {
      try parser.read(bytes) { event in
        let isJSON = (try? JSONValue(decoding: event.data)) != nil
        expect(isJSON || event.text == "[DONE]", "no JSON in an event: \(event.text)")
      }
    } catch {
      fatalError("no stream of events: \(error)")
    }
  }
}

extension CompatibleServer {
  fileprivate init(speaking dialect: any Dialect, upstream: any HTTPService) {
    let client = ModelsClient(
      upstream, speaking: dialect, retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 1_795_274_400) })
    self.init(
      ServedModels(
        client, map: ModelMap(textModel: "text", embeddingModel: "vectors"), makeCallID: { "call_1" }),
      Configuration(
        version: "1", now: { Date(timeIntervalSince1970: 1_795_274_400) }, makeID: { "\($0)1" }))
  }
}

/// A service that answers all requests alike, each in the form that its endpoint has, and expects JSON.
private struct FixedUpstream: HTTPService {
  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    guard let json = try? JSONValue(decoding: body) else { fatalError("sent no JSON: \(body.text)") }
    let path = request.path ?? ""
    if path.hasSuffix("/stream") {
      return HTTPReply(.ok, contentType: ServerSentEvent.contentType, Array(Self.stream.utf8))
    }
    if path.hasSuffix("embeddings") {
      let rows = (json["input"]?.array ?? []).indices.map { #"{"embedding":[0.5,-1e-3],"index":\#($0)}"# }
      return .json(#"{"embeddings":[\#(rows.joined(separator: ","))]}"#)
    }
    return .json(path.hasPrefix("/models/") ? Self.rest(path) : Self.gateway(path))
  }

  private static func gateway(_ path: String) -> String {
    let generation =
      #"{"id":"g","role":"assistant","content":"Hi","text":"Hi","parameters":{"finish_reason":"stop"}}"#
    let content =
      #""generations":[\#(generation)],"parameters":{"usage":{"prompt_tokens":7,"completion_tokens":5}}"#
    return path.hasPrefix("/chat")
      ? #"{"id":"x","generation_details":{\#(content)}}"# : #"{"id":"x",\#(content)}"#
  }

  private static func rest(_ path: String) -> String {
    let usage = #""parameters":{"usage":{"prompt_tokens":7,"completion_tokens":5}}"#
    return path.hasSuffix("/chat-generations")
      ? #"{"id":"x","generationDetails":{"generations":[{"id":"g","role":"assistant","content":"Hi"}],\#(usage)}}"#
      : #"{"id":"x","generation":{"id":"g","generatedText":"Hi"},\#(usage)}"#
  }

  private static let stream = """
    event: generation
    data: {"generation_details":{"generations":[{"id":"g","content":"Hi","parameters":{"finish_reason":"stop"}}]}}

    event: generation
    data: [DONE]


    """
}

/// A service that answers with the bytes that it was given last.
private final class AnswersToCome: HTTPService {
  let current = Mutex<[UInt8]>([])

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let isStream = request.path?.hasSuffix("/stream") ?? false
    return HTTPReply(
      .ok, contentType: isStream ? ServerSentEvent.contentType : "application/json",
      current.withLock { $0 })
  }
}

extension HTTPReply {
  fileprivate static func json(_ text: String) -> HTTPReply {
    HTTPReply(.ok, contentType: "application/json", Array(text.utf8))
  }
}
