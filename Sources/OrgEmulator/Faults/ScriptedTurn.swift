package import HTTPTypes

/// One line of a script that the org plays instead of thinking for itself.
package struct ScriptedTurn: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case reply(String)
    case refusal(HTTPResponse.Status, retryAfter: Duration?)
  }

  /// Text that the prompt must contain for this turn to be taken; `nil` fits every prompt.
  package var match: String?
  package var outcome: Outcome

  package init(match: String? = nil, _ outcome: Outcome) {
    self.match = match
    self.outcome = outcome
  }

  func fits(_ prompt: String) -> Bool {
    guard let match else { return true }
    return prompt.contains(match)
  }
}
