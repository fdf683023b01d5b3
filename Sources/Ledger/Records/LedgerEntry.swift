/// One thing that was done with a model: a generation, a turn of a conversation, a run over rows, feedback.
package struct LedgerEntry: Equatable, Sendable {
  /// Names the entry on every machine, and in the entries that follow it: a random number that is not negative.
  package var key: Int64
  /// What people call it: counted up on this machine; `nil` until it is in the database.
  package var id: Int64?
  /// Milliseconds since 1970, UTC.
  package var time: Int64
  /// `generate`, `chat`, `embed`, `feedback`.
  package var command: String
  /// Whose org was asked.
  package var profile: String
  /// The API name of the model that was asked; `nil` where none was.
  package var model: String?
  /// The model that answered, in its provider's words.
  package var answeringModel: String?
  /// The conversation it is a turn of.
  package var conversation: String?
  /// The key of the turn before.
  package var parent: Int64?
  /// What feedback refers to.
  package var generation: String?
  /// Requests that were answered.
  package var requests: Int = 1
  /// What it cost, in tokens.
  package var usage = LedgerUsage()
  /// How long it took, in milliseconds.
  package var duration: Int64?
  /// How many rows were done and refused, for a run over rows.
  package var rows: LedgerRows?
  /// What was thought of ``generation``: `GOOD`, `BAD`.
  package var verdict: String?
  /// What was said; `nil` where only the use is counted.
  package var texts: LedgerTexts?

  /// An entry that is not in the database yet.
  ///
  /// - Parameter time: milliseconds since 1970, UTC.
  package init(time: Int64, command: String, profile: String) {
    key = Int64.random(in: 0...Int64.max)
    self.time = time
    self.command = command
    self.profile = profile
  }
}

/// What an entry cost, in tokens; `nil` where nobody counted.
package struct LedgerUsage: Equatable, Sendable {
  /// Tokens of what was asked.
  package var input: Int?
  /// Tokens of what was generated.
  package var output: Int?
  /// Those of the input that the service had read before.
  package var cached: Int?
  /// Those of the output that only the model has seen.
  package var reasoning: Int?

  /// Counts in tokens.
  package init(input: Int? = nil, output: Int? = nil, cached: Int? = nil, reasoning: Int? = nil) {
    self.input = input
    self.output = output
    self.cached = cached
    self.reasoning = reasoning
  }
}

/// What became of a run's rows.
package struct LedgerRows: Equatable, Sendable {
  /// Rows with a result.
  package var done: Int
  /// Rows without one.
  package var refused: Int

  /// Counts of rows.
  package init(done: Int, refused: Int) {
    self.done = done
    self.refused = refused
  }
}

/// What was said in an entry.
package struct LedgerTexts: Equatable, Sendable {
  /// How the model was to behave.
  package var system: String?
  /// What was asked.
  package var prompt: String?
  /// The answer; what was said of a generation, for feedback. `nil` for a question without an answer.
  package var text: String?

  /// Texts as they were sent and came.
  package init(system: String? = nil, prompt: String? = nil, text: String? = nil) {
    self.system = system
    self.prompt = prompt
    self.text = text
  }
}
