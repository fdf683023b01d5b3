/// Takes away what `xgen_stream` sometimes writes before its answer.
///
/// Source: https://github.com/salesforcecli/codey, which strips the same words.
struct OpeningRepair {
  private static let stray = ["?\n:", "assistant:"]

  /// What has come, as long as it may still become a stray word.
  private var held: String? = ""

  /// The text that may be shown now.
  mutating func text(adding text: String) -> String {
    guard let before = held else { return text }
    let whole = before + text
    if let word = Self.stray.first(where: { whole.hasPrefix($0) }) {
      held = nil
      return String(whole.dropFirst(word.count))
    }
    guard Self.stray.contains(where: { $0.hasPrefix(whole) }) else {
      held = nil
      return whole
    }
    held = whole
    return ""
  }

  /// What was held back in vain.
  mutating func end() -> String {
    defer { held = nil }
    return held ?? ""
  }
}
