import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

/// What an upstream was sent for a request, and what the client was told.
struct Exchanged {
  let answer: Answer
  /// The last body that went upstream.
  let sent: JSONValue?

  /// What the answer names as left out.
  var ignored: String? { answer.fields["x-sfmodels-ignored"] }
}

extension Exchanged {
  /// Sends a body to an endpoint in front of an upstream that says hello.
  init(
    _ path: String, _ body: String, _ api: CompatibleServer.API = .gateway,
    _ reply: ScriptedService.Reply? = nil
  ) async throws {
    let hello = api == .gateway ? ScriptedService.Reply.chat("Hello") : restAnswer("Hello")
    let org = ScriptedService([reply ?? hello])
    answer = try await CompatibleServer(org, api)
      .ask(
        .post, path, [("anthropic-version", "2023-06-01"), ("content-type", "application/json")], body: body)
    sent = try org.bodies.last.map { try JSONValue(decoding: $0) }
  }
}
