/// Words without meaning, as many as are asked for.
enum PlaceholderText {
  private static let vocabulary = [
    "cloud", "river", "stone", "light", "green", "table", "seven", "north", "paper", "music", "ocean",
    "tiger",
  ]

  /// A word is one token: what goes beyond the limit is cut off.
  static func words(_ count: Int, atMost limit: Int) -> (text: String, isTruncated: Bool) {
    let words = (0..<min(count, limit)).map { vocabulary[$0 % vocabulary.count] }
    return (words.joined(separator: " "), count > limit)
  }
}
