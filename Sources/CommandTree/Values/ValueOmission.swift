/// What an option with a value means that is typed without one.
package enum ValueOmission: Sendable, Equatable {
  /// Nothing: it needs its value.
  case refused
  /// This word; a value is joined to the option, `--extract=python` or `-xpython`, and the next word is none.
  case joined(implied: String)
  /// This word; but a number behind the option is its value, as a word of its own too: `--logprobs 5`.
  case numbers(implied: String)
  /// This word; but whatever stands behind the option is its value unless it looks like an option: `--keys FILE`. For
  /// commands without operands.
  case words(implied: String)

  /// The word that stands for a value which was left out; `nil` where it cannot be.
  package var implied: String? {
    switch self {
    case .refused: nil
    case .joined(let word), .numbers(let word), .words(let word): word
    }
  }

  /// Whether the word behind an option is its value.
  func takes(_ next: String) -> Bool {
    switch self {
    case .refused: true
    case .joined: false
    // Nothing is no number, but more often a variable that was not set than a word of its own.
    case .numbers: next.allSatisfy { ("0"..."9").contains($0) }
    case .words: !next.hasPrefix("-")
    }
  }
}
