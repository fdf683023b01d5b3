/// Takes a text apart as a stream brings it: each word with the space before it.
enum WordPieces {
  static func split(_ text: String) -> [String] {
    var pieces: [String] = []
    var start = text.startIndex
    while start < text.endIndex {
      let word = text[start...].firstIndex { !$0.isWhitespace } ?? text.endIndex
      let end = text[word...].firstIndex(where: \.isWhitespace) ?? text.endIndex
      pieces.append(String(text[start..<end]))
      start = end
    }
    return pieces
  }
}
