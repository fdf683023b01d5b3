/// What an answer takes from its request, whether it comes whole or in events.
struct MessageFrame {
  let identity: AnswerIdentity
  let stopSequences: [String]
  /// Whether the client asked for the beta surface, whose objects have members of their own.
  let isBeta: Bool

  init(_ identity: AnswerIdentity, stopSequences: [String] = [], isBeta: Bool = false) {
    self.identity = identity
    self.stopSequences = stopSequences
    self.isBeta = isBeta
  }
}
