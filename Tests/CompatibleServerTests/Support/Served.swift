import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What a client gets, as text.
struct Served {
  let status: Int
  let headers: HTTPFields
  /// As the server handed them over.
  let pieces: [String]

  var text: String { pieces.joined() }
}

extension CompatibleServer {
  /// A server whose ids are counted: `msg_1`, `toolu_2` …
  static func played(
    by service: ScriptedService, speaking dialect: any Dialect = ModelsREST(),
    _ configuration: Configuration = .counting()
  ) -> CompatibleServer {
    let client = ModelsClient(
      service, speaking: dialect, retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 784_111_777) })
    return CompatibleServer(ServedModels(client, map: .withAlias), configuration)
  }

  func posting(
    _ path: String, _ json: String, version: String? = "2023-06-01"
  ) async throws -> Served {
    try await send(.post, path, Array(json.utf8), version: version)
  }

  func getting(_ path: String, version: String? = "2023-06-01") async throws -> Served {
    try await send(.get, path, [], version: version)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], version: String?
  ) async throws -> Served {
    var request = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8080", path: path)
    request.headerFields[.anthropicVersion] = version
    request.headerFields[.contentType] = "application/json"
    var reply = try await respond(to: request, body: body)
    var pieces: [String] = []
    while let piece = try await reply.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    return Served(status: reply.head.status.code, headers: reply.head.headerFields, pieces: pieces)
  }
}

extension CompatibleServer.Configuration {
  static func counting() -> Self {
    let count = Mutex(0)
    return Self(
      version: "1.2.3", now: { Date(timeIntervalSince1970: 784_111_777) },
      makeID: { prefix in
        // The request's own id is not counted: it comes first always.
        guard prefix != "req_" else { return "req_0" }
        return prefix
          + String(
            count.withLock {
              $0 += 1
              return $0
            })
      })
  }
}

extension ModelMap {
  static let withAlias = ModelMap(
    aliases: ["fast": "sfdc_ai__DefaultGPT4OmniMini"], textModel: "sfdc_ai__DefaultOpenAIGPT4OmniMini",
    embeddingModel: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002")
}

extension AnswerIdentity {
  static func sample() -> AnswerIdentity { AnswerIdentity("msg_", model: "claude-x", .counting()) }
}

extension MessagesRequest {
  static func reading(_ json: String) throws -> MessagesRequest {
    try MessagesRequest(counting: #require(JSONValue(decoding: json).object), .withAlias)
  }
}

/// The same JSON without white space.
func compact(_ json: String) throws -> String { try JSONValue(decoding: json).text }
