/// A text with styles of ours between its characters: a terminal is to obey the styles, and to show all else.
package struct StyledText: Sendable, Equatable {
  /// Characters, and what is switched before them.
  private struct Run: Sendable, Equatable {
    var switching: String
    var text: String
  }

  private var runs: [Run] = []

  /// A text without a style.
  package init(_ text: String = "") {
    append(text)
  }

  /// The characters as they are, for a pipe or a file.
  package var string: String {
    runs.reduce(into: "") { $0 += $1.switching + $1.text }
  }

  /// The same for a terminal.
  ///
  /// - Parameter filter: shows the control characters, and knows what came before.
  package func bytes(showing filter: inout ControlCharacterFilter) -> [UInt8] {
    runs.reduce(into: []) { bytes, run in
      bytes += Array(run.switching.utf8)
      bytes += filter.visible(Array(run.text.utf8))
    }
  }

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
    both.runs += second.runs
    return both
  }
}
