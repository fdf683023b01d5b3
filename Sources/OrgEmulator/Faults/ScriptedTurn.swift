package import HTTPTypes
package import Wire

/// One line of a script that the org follows instead of generating an answer.
package struct ScriptedTurn: Sendable, Equatable {
  /// What the turn answers.
  package enum Outcome: Sendable, Equatable {
    case reply(String)
    /// Only for requests that bring tools; what is said comes before the calls.
    case toolCalls([ScriptedToolCall], saying: String? = nil)
    case refusal(HTTPResponse.Status, retryAfter: Duration?)
    /// Nothing yet: the turn after it answers.
    case pause
  }

  /// Text that the prompt must contain for this turn to be taken; `nil` fits every prompt.
  package var match: String?
  /// What is answered.
  package var outcome: Outcome
  /// How long the answer is waited for.
  package var wait: Duration

  /// A turn for prompts that contain a text, or for every prompt.
  package init(match: String? = nil, _ outcome: Outcome, wait: Duration = .zero) {
    self.match = match
    self.outcome = outcome
    self.wait = wait
  }

  func fits(_ prompt: String) -> Bool {
    guard let match else { return true }
    return prompt.contains(match)
  }

  var callsTools: Bool { if case .toolCalls = outcome { true } else { false } }
}

/// A call of a tool that a prompt's directive or a script asks for.
package struct ScriptedToolCall: Sendable, Equatable {
  /// The function's name.
  package var name: String
  /// Without them the org generates some that fit the tool's schema.
  package var arguments: JSONObject?

  /// A call with these arguments.
  package init(_ name: String, _ arguments: JSONObject? = nil) {
    self.name = name
    self.arguments = arguments
  }
}
