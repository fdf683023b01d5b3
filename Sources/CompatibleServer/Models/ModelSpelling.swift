/// One spelling for the many that a model's name has.
enum ModelSpelling {
  /// Without maker, date, `-latest` and `[1m]`, and with dashes for dots: `openai/gpt-4.1-2025-04-14` is `gpt-4-1`.
  static func plain(_ name: String) -> String {
    var name = name.lowercased()[...]
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    if name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") { name = name[..<bracket] }
    while let shorter = withoutEnding(name) { name = shorter }
    return String(name.map { $0 == "." ? "-" : $0 })
  }

  private static func withoutEnding(_ name: Substring) -> Substring? {
    if name.hasSuffix("-latest") { return name.dropLast(7) }
    for pattern in dates where fits(name.suffix(pattern.count), pattern) && name.count > pattern.count {
      return name.dropLast(pattern.count)
    }
    return nil
  }

  private static let dates = ["-0000-00-00", "-00000000", "@00000000", "-0000"]

  /// A zero of the pattern stands for any digit.
  private static func fits(_ text: Substring, _ pattern: String) -> Bool {
    text.count == pattern.count
      && zip(text, pattern).allSatisfy { $1 == "0" ? $0.isASCII && $0.isNumber : $0 == $1 }
  }
}
