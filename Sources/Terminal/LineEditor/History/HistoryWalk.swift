/// Where the person is among what was typed before, and what was being typed meanwhile.
struct HistoryWalk {
  private let entries: [String]
  private var index: Int
  private var draft = ""

  init(_ entries: [String]) {
    self.entries = entries
    index = entries.count
  }

  /// The entry before, if there is one.
  mutating func older(than line: String) -> String? {
    guard index > 0 else { return nil }
    if index == entries.count { draft = line }
    index -= 1
    return entries[index]
  }

  /// The entry behind; at last what was being typed.
  mutating func newer() -> String? {
    guard index < entries.count else { return nil }
    index += 1
    return index < entries.count ? entries[index] : draft
  }
}
