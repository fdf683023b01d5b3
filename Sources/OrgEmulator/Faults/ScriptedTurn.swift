package import HTTPTypes
package import Wire

/// One line of a script that the org plays instead of thinking for itself.
package struct ScriptedTurn: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    case reply(String)
    /// Only for requests that bring tools.
    case toolCalls([ScriptedToolCall])
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

  var callsTools: Bool { if case .toolCalls = outcome { true } else { false } }
}

/// A tool that is to be called, by a prompt's or a script's wish.
package struct ScriptedToolCall: Sendable, Equatable {
  package var name: String
  /// Without them the org makes some up that fit the tool's schema.
  package var arguments: JSONObject?

  package init(_ name: String, _ arguments: JSONObject? = nil) {
    self.name = name
    self.arguments = arguments
  }
}
