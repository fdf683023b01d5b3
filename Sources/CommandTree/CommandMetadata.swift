/// What people read about a command: its name, one sentence, and more for those who want it.
package struct CommandMetadata: Sendable, Equatable {
  package let name: String
  package let summary: String
  /// Paragraphs between blank lines, list items after `- `, code between backticks.
  package let discussion: String
  package let examples: [Example]
  /// Other names that are understood but not shown.
  package let aliases: [String]
  package let isHidden: Bool

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
  package let line: String
  package let explanation: String

  package init(_ line: String, _ explanation: String) {
    self.line = line
    self.explanation = explanation
  }
}
