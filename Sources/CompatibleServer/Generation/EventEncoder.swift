import ModelsAPI

/// Writes a model's answer as the events of an endpoint's stream: a state machine that knows nothing of time.
protocol EventEncoder {
  /// What means nothing to a client between two events, but shows that the stream is not dead.
  static var keepAlive: [UInt8] { get }

  /// What one read from the upstream becomes; may be empty.
  mutating func piece(_ events: [ReplyEvent]) -> [UInt8]
  /// What stands behind a complete answer.
  mutating func end() -> [UInt8]
  /// What stands behind an answer that broke off.
  ///
  /// - Parameter requestID: the answer's `request-id`, for APIs whose errors repeat it.
  mutating func fail(_ failure: ServerError, requestID: String) -> [UInt8]
}

extension EventEncoder {
  /// A comment (https://html.spec.whatwg.org/multipage/server-sent-events.html).
  static var keepAlive: [UInt8] { Array(": keep-alive\n\n".utf8) }
}
