/// What is known about the place that output goes to: whether it is a terminal, how large, and whether in colour.
package struct TerminalFacts: Sendable, Equatable {
  /// Columns and rows of a screen.
  package struct Size: Sendable, Equatable {
    /// Its width.
    package var columns: Int
    /// Its height.
    package var rows: Int

    /// A size in characters.
    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// Whether people read it.
  package var isTerminal: Bool
  /// How much fits on it.
  package var size: Size
  /// Whether styles may be written to it.
  package var wantsColour: Bool

  /// As many as the system's own account of a terminal can hold.
  private static let most = Int(UInt16.max)

  /// - Parameter reported: what the terminal itself says; zeros, as all that no screen can have, are taken for silence.
  package init(isTerminal: Bool, reported: Size?, environment: [String: String]) {
    self.isTerminal = isTerminal
    size = Size(
      columns: Self.positive(reported?.columns) ?? Self.positive(environment["COLUMNS"]) ?? 80,
      rows: Self.positive(reported?.rows) ?? Self.positive(environment["LINES"]) ?? 24)
    wantsColour = Self.wantsColour(isTerminal: isTerminal, environment)
  }

  /// Follows https://no-color.org and https://bixense.com/clicolors.
  private static func wantsColour(isTerminal: Bool, _ environment: [String: String]) -> Bool {
    if !environment["NO_COLOR", default: ""].isEmpty { return false }
    if !["", "0"].contains(environment["CLICOLOR_FORCE", default: ""]) { return true }
    return isTerminal && !isDumb(environment)
  }

  /// Whether a terminal of this environment knows nothing but text.
  package static func isDumb(_ environment: [String: String]) -> Bool {
    ["", "dumb"].contains(environment["TERM", default: ""])
  }

  private static func positive(_ text: String?) -> Int? { positive(text.flatMap { Int($0) }) }

  private static func positive(_ number: Int?) -> Int? { number.flatMap { 1...most ~= $0 ? $0 : nil } }
}
