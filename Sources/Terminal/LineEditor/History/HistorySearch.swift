/// An incremental search through what was typed before, from the newest entry to the oldest.
struct HistorySearch {
  private(set) var pattern: [Glyph] = []
  private(set) var isFailing = false
  private let entries: [String]
  /// What was typed before the search.
  private let draft: String
  private var index: Int

  init(in entries: [String], draft: String) {
    self.entries = entries
    self.draft = draft
    index = entries.count
  }

  var prompt: String { "(\(isFailing ? "nothing before" : "search") '\(patternText)') " }

  /// The line that is found.
  var line: String { index < entries.count ? entries[index] : draft }

  /// Characters of the line before the match.
  var cursor: Int { Self.offset(of: patternText, in: line) ?? line.count }

  mutating func add(_ glyph: Glyph) {
    pattern.append(glyph)
    find(from: index)
  }

  mutating func removeLast() {
    _ = pattern.popLast()
    find(from: entries.count)
  }

  /// Goes on to the next older entry that matches.
  mutating func older() {
    find(from: index - 1)
  }

  /// Goes back to the next newer entry that matches.
  mutating func newer() {
    guard !pattern.isEmpty, index < entries.count else { return }
    let found = entries[(index + 1)...].firstIndex(where: matches)
    isFailing = found == nil
    if let found { index = found }
  }

  /// Ends the search where it began.
  mutating func giveUp() {
    index = entries.count
    pattern = []
    isFailing = false
  }

  private mutating func find(from start: Int) {
    guard !pattern.isEmpty else { return giveUp() }
    let found = entries.prefix(max(0, start + 1)).lastIndex(where: matches)
    isFailing = found == nil
    if let found { index = found }
  }

  private func matches(_ entry: String) -> Bool {
    Self.offset(of: patternText, in: entry) != nil
  }

  private var patternText: String {
    String(String.UnicodeScalarView(pattern.flatMap(\.text)))
  }

  /// Composed and decomposed letters match each other; capitals matter only where the pattern has some.
  private static func offset(of pattern: String, in line: String) -> Int? {
    let wanted = Array(pattern)
    let hasCapitals = wanted.contains(where: \.isUppercase)
    let line = Array(hasCapitals ? line : line.lowercased())
    guard !wanted.isEmpty, line.count >= wanted.count else { return nil }
    return (0...(line.count - wanted.count)).first { line[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
