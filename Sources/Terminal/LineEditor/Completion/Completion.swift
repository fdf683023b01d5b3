/// What the characters before the cursor may become.
package struct Completion: Sendable, Equatable {
  /// One of the possibilities.
  package struct Candidate: Sendable, Equatable {
    /// What stands there instead of what was typed.
    package var replacement: String
    /// A few words for the list; may be empty.
    package var description: String
    /// Whether nothing can follow directly, as behind a word and unlike behind the name of a folder.
    package var isWhole: Bool

    /// A candidate.
    package init(_ replacement: String, description: String = "", isWhole: Bool = true) {
      self.replacement = replacement
      self.description = description
      self.isWhole = isWhole
    }
  }

  /// So many characters of the line stay before what is replaced, which ends at the cursor.
  package var start: Int
  /// What may stand there instead.
  package var candidates: [Candidate]

  /// Candidates for what stands from a character on.
  package init(from start: Int, _ candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }

  /// Finds what a line may become whose cursor stands behind so many characters.
  package typealias Source = @Sendable (_ line: String, _ cursor: Int) -> Completion
}
