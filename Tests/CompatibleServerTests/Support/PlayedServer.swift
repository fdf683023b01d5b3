import CompatibleServer
import FoundationEssentials
import HTTPTypes
import ModelsAPI
import TestSupport
import Wire

/// A server in front of a played service: ids count from 1, and the time is 2023-11-14T22:13:20Z.
struct PlayedServer {
  let service: ScriptedService
  private let server: CompatibleServer

  init(speaking dialect: any Dialect = ModelsREST(), _ turns: ScriptedService.Reply...) {
    service = ScriptedService(turns)
    let numbers = Numbers()
    server = CompatibleServer(
      .played(service, speaking: dialect),
      CompatibleServer.Configuration(
        version: "1", now: { Date(timeIntervalSince1970: 1_700_000_000) },
        makeID: { "\($0)\(numbers.next())" }))
  }

  /// Status, a header field's value, and the body's pieces.
  func answer(
    _ path: String, _ body: String = "", method: HTTPRequest.Method = .post
  ) async throws -> (head: HTTPResponse, pieces: [String]) {
    let request = HTTPRequest(
      method: method, scheme: "http", authority: "127.0.0.1:8080", path: path,
      headerFields: [.contentType: "application/json"])
    var reply = try await server.respond(to: request, body: Array(body.utf8))
    var pieces: [String] = []
    while let piece = try await reply.body.next() { pieces.append(String(decoding: piece, as: UTF8.self)) }
    return (reply.head, pieces)
  }

  /// What the upstream was sent, as JSON.
  func sent(_ index: Int = 0) throws -> JSONValue {
    try JSONValue(decoding: service.bodies[index])
  }
}
