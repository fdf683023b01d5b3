/// What people read about a command: its name, one sentence, and more for those who want it.
package struct CommandMetadata: Sendable {
  /// The word that is typed.
  package let name: String
  /// One sentence.
  package let summary: String
  /// Paragraphs between blank lines, list items after `- `, code between backticks.
  package var discussion: String { makeDiscussion() }
  private let makeDiscussion: @Sendable () -> String
  /// Lines for the shell that a reader may copy.
  package let examples: [Example]
  /// Other names that are understood but not shown.
  package let aliases: [String]
  /// Whether help, manual and completions leave it out.
  package let isHidden: Bool

  /// What is left out is empty.
  ///
  /// - Parameter discussion: made only when somebody reads it, for every run asks commands for their names.
  package init(
    _ name: String, _ summary: String, discussion: @autoclosure @escaping @Sendable () -> String = "",
    examples: [Example] = [],
    aliases: [String] = [], isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    makeDiscussion = discussion
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

extension CommandMetadata: Equatable {
  /// Whether people read the same.
  package static func == (one: CommandMetadata, other: CommandMetadata) -> Bool {
    (one.name, one.summary, one.discussion, one.isHidden)
      == (other.name, other.summary, other.discussion, other.isHidden)
      && one.examples == other.examples && one.aliases == other.aliases
  }
}
