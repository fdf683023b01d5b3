/// Estimates how many tokens a text has: one for every five bytes of a word, begun ones included.
enum TokenCount {
  static func estimate(_ text: String) -> Int {
    var tokens = 0
    var length = 0
    for byte in text.utf8 {
      guard byte > UInt8(ascii: " ") else {
        length = 0
        continue
      }
      if length % 5 == 0 { tokens += 1 }
      length += 1
    }
    return tokens
  }
}
