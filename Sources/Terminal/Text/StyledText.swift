/// A text with styles of ours between its characters: a terminal is to obey the styles, and to show all else.
package struct StyledText: Sendable, Equatable {
  /// Characters, and what is switched before them.
  struct Run: Sendable, Equatable {
    var switching: String
    var text: String
  }

  private(set) var runs: [Run] = []

  /// A text without a style.
  package init(_ text: String = "") {
    append(text)
  }

  /// The characters as they are, for a pipe or a file.
  package var string: String {
    runs.reduce(into: "") { $0 += $1.switching + $1.text }
  }

  /// The characters without the styles.
  var text: String { runs.reduce(into: "") { $0 += $1.text } }

  var isEmpty: Bool { runs.isEmpty }

  /// The same for something that is drawn on a terminal by other means.
  package var visible: String {
    runs.reduce(into: "") { $0 += $1.switching + ControlCharacterFilter.visible($1.text) }
  }

  /// Adds characters, in whatever style is switched on.
  package mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if runs.isEmpty { runs.append(Run(switching: "", text: "")) }
    runs[runs.count - 1].text += text
  }

  /// Adds characters and what is switched between them.
  mutating func append(_ other: StyledText) {
    for run in other.runs {
      if !run.switching.isEmpty { change(run.switching) }
      append(run.text)
    }
  }

  /// The same switches, with other characters where the first ones were.
  func replacingText(with text: String) -> StyledText {
    var (replaced, isReplaced) = (StyledText(), false)
    for run in runs {
      if !run.switching.isEmpty { replaced.change(run.switching) }
      if !isReplaced, !run.text.isEmpty {
        replaced.append(text)
        isReplaced = true
      }
    }
    return replaced
  }

  /// Adds a character, in whatever style is switched on.
  mutating func append(_ scalar: Unicode.Scalar) {
    if runs.isEmpty { runs.append(Run(switching: "", text: "")) }
    runs[runs.count - 1].text.unicodeScalars.append(scalar)
  }

  /// Switches a style: what ``Style`` says, and nothing that somebody has sent.
  mutating func change(_ sequence: String) {
    if let last = runs.last, last.text.isEmpty {
      runs[runs.count - 1].switching += sequence
    } else {
      runs.append(Run(switching: sequence, text: ""))
    }
  }
}

extension StyledText {
  /// One behind the other.
  package static func + (first: StyledText, second: StyledText) -> StyledText {
    var both = first
    both.append(second)
    return both
  }
}
