import HTTPTypes
import Wire

extension GatewayHandler {
  /// `POST /plugins/{name}/generations[/stream]`: the one plug-in of the emulated org is `echo`, which gives back what it
  /// got; as a stream one property at a time.
  ///
  /// Source: LLM Gateway API reference, "Generate plug-in response"; what plug-ins answer is their own affair.
  func plugIn(
    _ name: String, _ body: RequestBody, _ incoming: IncomingRequest, _ isStream: Bool
  ) async throws(ErrorResponse) -> HTTPReply {
    guard name == "echo" else { throw .documented(.notFound) }
    let directives = Directives(in: String(decoding: incoming.body, as: UTF8.self))
    try await generator.refuseIfDirected(by: directives, incoming)
    guard isStream else { return .json(.ok, JSONValue.object(body.object).bytes) }
    return stream(Echo(body.object, directives.behaviors).signals, directives.behaviors)
  }
}

/// The events of a streamed echo.
private struct Echo {
  let signals: [StreamSignal]

  init(_ data: JSONObject, _ behaviors: Set<StreamBehavior>) {
    let events = data.members.map { Self.generation(JSONValue.object(JSONObject([$0])).text) }
    let done = behaviors.contains(.noDone) ? [] : [Self.generation("[DONE]")]
    let error = StreamSignal.event(
      name: "error", data: ErrorResponse.documented(.internalServerError).json.text)
    signals = behaviors.broken(events, error: error, reset: .reset) ?? events + done
  }

  private static func generation(_ data: String) -> StreamSignal { .event(name: "generation", data: data) }
}
