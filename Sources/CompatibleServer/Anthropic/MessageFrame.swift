import ModelsAPI

/// What an answer takes from its request, whether it comes whole or in events.
struct MessageFrame: Sendable {
  let id: String
  /// As the client named it.
  let model: String
  let stopSequences: [String]
  /// Makes an id for a call that came without one.
  let makeID: @Sendable (_ prefix: String) -> String

  init(_ request: MessagesRequest, _ configuration: CompatibleServer.Configuration) {
    id = configuration.makeID("msg_")
    model = request.modelName
    stopSequences = request.chat.settings.stopSequences
    makeID = configuration.makeID
  }
}
