/// What people read about a command: its name, one sentence, and more for those who want it.
package struct CommandMetadata: Sendable, Equatable {
  /// The word that is typed.
  package let name: String
  /// One sentence.
  package let summary: String
  /// Paragraphs between blank lines, list items after `- `, code between backticks.
  package let discussion: String
  /// Lines for the shell that a reader may copy.
  package let examples: [Example]
  /// Other names that are understood but not shown.
  package let aliases: [String]
  /// Whether help, manual and completions leave it out.
  package let isHidden: Bool

  /// What is left out is empty.
  package init(
    _ name: String, _ summary: String, discussion: String = "", examples: [Example] = [],
    aliases: [String] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.examples = examples
    self.aliases = aliases
    self.isHidden = isHidden
  }

  func answers(to word: String) -> Bool { name == word || aliases.contains(word) }
}

/// A whole line for the shell and what it is good for.
package struct Example: Sendable, Equatable {
  /// What is typed.
  package let line: String
  /// What comes of it.
  package let explanation: String

  /// A line and what comes of it.
  package init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}
