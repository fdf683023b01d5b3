import FoundationEssentials

/// What an answer says of itself, the same in each event of a stream.
struct AnswerIdentity {
  let id: String
  /// Seconds since 1970.
  let created: Int
  /// As the client named it.
  let model: String
  let makeID: @Sendable (_ prefix: String) -> String
  let now: @Sendable () -> Date

  /// - Parameter id: one that somebody has made; else a new one with the prefix.
  init(
    _ prefix: String, id: String? = nil, model: String, _ configuration: CompatibleServer.Configuration
  ) {
    self.id = id ?? configuration.makeID(prefix)
    created = Int(configuration.now().timeIntervalSince1970)
    self.model = model
    makeID = configuration.makeID
    now = configuration.now
  }
}
