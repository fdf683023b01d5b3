import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What a client of the server under test sees.
struct Answer: Equatable {
  var status: Int
  var fields: [String: String]
  var body: String

  var json: JSONValue? { try? JSONValue(decoding: body) }

  /// The values of these header fields, in this order.
  func values(_ names: String...) -> [String?] { names.map { fields[$0.lowercased()] } }
}

extension CompatibleServer {
  enum API { case models, gateway }

  init(_ org: ScriptedService, _ api: API = .gateway, _ configuration: Configuration = .sample()) {
    let client = ModelsClient(
      org, speaking: api == .models ? ModelsREST() as any Dialect : LLMGateway(),
      retrying: RetryLoop(RetryPolicy(retries: 0), pause: { _ in }),
      now: { Date(timeIntervalSince1970: 1_795_274_400) })
    self.init(ServedModels(client, map: .sample), configuration)
  }

  /// A server that no request gets through.
  static func alone(_ configuration: Configuration = .sample()) -> CompatibleServer {
    CompatibleServer(ScriptedService([]), .gateway, configuration)
  }

  func reply(
    _ method: HTTPRequest.Method, _ path: String, host: String? = "127.0.0.1:8080",
    _ fields: [(String, String)] = [], body: String = ""
  ) async throws -> HTTPReply {
    var request = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
    for (name, value) in fields {
      request.headerFields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
    }
    return try await respond(to: request, body: Array(body.utf8))
  }

  func ask(
    _ method: HTTPRequest.Method, _ path: String, host: String? = "127.0.0.1:8080",
    _ fields: [(String, String)] = [], body: String = ""
  ) async throws -> Answer {
    var reply = try await reply(method, path, host: host, fields, body: body)
    let all = reply.head.headerFields.map { ($0.name.canonicalName, $0.value) }
    return Answer(
      status: reply.head.status.code, fields: Dictionary(all) { $0 + " | " + $1 },
      body: String(decoding: try await reply.body.collect(upTo: 1 << 24), as: UTF8.self))
  }

  func post(_ path: String, _ body: String) async throws -> Answer {
    try await ask(.post, path, body: body)
  }
}
