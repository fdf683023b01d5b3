import Terminal

/// Shares of a whole as bars beside a table on a terminal.
struct ShareBar {
  /// Columns of the longest bar.
  private let width: Int
  /// Whether nothing but ASCII may be shown.
  private let isPlain: Bool

  private static let widest = 40
  private static let narrowest = 8
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// - Parameter room: columns that are left; `nil` where they are too few.
  init?(room: Int, isPlain: Bool) {
    guard room >= Self.narrowest else { return nil }
    (width, self.isPlain) = (min(room, Self.widest), isPlain)
  }

  /// - Parameter share: 0…1; what is more than nothing is seen.
  func text(_ share: Double) -> String {
    let share = min(1, max(0, share))
    guard share > 0 else { return "" }
    guard !isPlain else {
      return String(repeating: "#", count: max(1, Int((share * Double(width)).rounded())))
    }
    let parts = max(1, Int((share * Double(width) * 8).rounded()))
    return String(repeating: "█", count: parts / 8) + Self.eighths[parts % 8]
  }

  /// Whether a terminal of this environment shows ASCII alone.
  static func isPlain(_ environment: [String: String]) -> Bool {
    if TerminalFacts.isDumb(environment) { return true }
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return !name.contains("utf-8") && !name.contains("utf8")
  }
}
