import HTTPTypes
import Testing
import Wire

@testable import Transport

extension Network {
  /// A network that nothing in the environment of the tests changes.
  static func plain(_ change: (inout Configuration) -> Void = { _ in }) -> Network {
    var configuration = Configuration(userAgent: "tests")
    // A busy machine takes its time.
    configuration.connectTimeout = .seconds(300)
    change(&configuration)
    return Network(configuration)
  }

  func get(_ path: String = "/", from authority: String, scheme: String = "http") async throws -> HTTPReply {
    try await respond(
      to: HTTPRequest(method: .get, scheme: scheme, authority: authority, path: path), body: [])
  }

  func post(_ body: String, to authority: String) async throws -> HTTPReply {
    try await respond(
      to: HTTPRequest(method: .post, scheme: "http", authority: authority, path: "/"), body: Array(body.utf8))
  }

  /// Status and body of a GET.
  func answer(from authority: String, scheme: String = "http") async throws -> String {
    var reply = try await get(from: authority, scheme: scheme)
    return "\(reply.head.status.code) \(try await reply.text())"
  }

  /// What a GET fails with, at the head or in the body.
  func failure(from authority: String, scheme: String = "http") async throws -> HTTPFailure? {
    do {
      let answer = try await answer(from: authority, scheme: scheme)
      Issue.record("an answer instead of a failure: \(answer)")
      return nil
    } catch let failure as HTTPFailure {
      return failure
    }
  }
}

extension HTTPReply {
  mutating func text() async throws -> String {
    String(decoding: try await body.collect(upTo: 256 << 20), as: UTF8.self)
  }
}

extension HTTPFailure {
  /// Stage and reason.
  var kind: String { "\(stage) \(reason)" }
}
