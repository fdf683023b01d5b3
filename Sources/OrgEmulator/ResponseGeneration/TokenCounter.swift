/// Estimates how many tokens a text has: one for every five bytes of a word, begun ones included.
struct TokenCounter {
  private var tokens = 0
  private var length = 0

  static func estimate(_ text: String) -> Int {
    var count = TokenCounter()
    for byte in text.utf8 { count.add(byte) }
    return count.tokens
  }

  /// The beginning of a text that has no more tokens than this; it does not end with a space where it was cut.
  static func prefix(of text: String, tokens limit: Int) -> Substring {
    guard text.utf8.count > limit else { return text[...] }
    var count = TokenCounter()
    var end = text.startIndex
    for index in text.indices {
      for byte in text[index].utf8 { count.add(byte) }
      guard count.tokens <= limit else { return text[..<end] }
      if !text[index].isWhitespace { end = text.index(after: index) }
    }
    return text[...]
  }

  private mutating func add(_ byte: UInt8) {
    guard byte > UInt8(ascii: " ") else {
      length = 0
      return
    }
    if length % 5 == 0 { tokens += 1 }
    length += 1
  }
}
