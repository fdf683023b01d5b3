/// One spelling for the many that a model's name has.
enum ModelSpelling {
  /// Without maker, date, `-latest` and `[1m]`, and with dashes for dots: `openai/gpt-4.1-2025-04-14` is `gpt-4-1`.
  static func plain(_ name: String) -> String {
    // Bytes: all that is looked for is ASCII, and clients send a name with every request.
    var name = Array(name.lowercased().utf8)[...]
    if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name[(slash + 1)...] }
    if name.last == UInt8(ascii: "]"), let bracket = name.lastIndex(of: UInt8(ascii: "[")) {
      name = name[..<bracket]
    }
    while let shorter = withoutEnding(name) { name = shorter }
    return String(decoding: name.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
  }

  private static func withoutEnding(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    if name.count >= latest.count, name.suffix(latest.count) == latest[...] {
      return name.dropLast(latest.count)
    }
    for pattern in dates where name.count > pattern.count && fits(name.suffix(pattern.count), pattern) {
      return name.dropLast(pattern.count)
    }
    return nil
  }

  private static let latest = Array("-latest".utf8)
  private static let dates = ["-0000-00-00", "-00000000", "@00000000", "-0000"].map { Array($0.utf8) }
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  /// A zero of the pattern stands for any digit.
  private static func fits(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
    zip(text, pattern).allSatisfy { digits.contains($1) ? digits.contains($0) : $0 == $1 }
  }
}
