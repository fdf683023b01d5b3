/// A line for the shell, as examples show it; understood as far as folding and checking it need.
struct ShellLine {
  /// Its words as they were written, quotes and all.
  private(set) var written: [String] = []

  init(_ line: String) {
    var quote: Character?
    var word = ""
    var isEscaped = false
    for character in line {
      if character == " ", quote == nil, !isEscaped {
        if !word.isEmpty { written.append(word) }
        word = ""
        continue
      }
      word.append(character)
      quote = isEscaped ? quote : Self.quote(after: character, in: quote)
      isEscaped = character == "\\" && !isEscaped && quote != "'"
    }
    if !word.isEmpty { written.append(word) }
  }

  /// The line broken after words, as one would type it.
  func folded(to width: Int) -> [String] {
    let lines = LineWrapper(width: width - 2).whole(written)
    return lines.enumerated().map { $0 < lines.count - 1 ? $1 + " \\" : $1 }
  }

  private static func quote(after character: Character, in quote: Character?) -> Character? {
    guard character == "'" || character == "\"" else { return quote }
    guard let quote else { return character }
    return quote == character ? nil : quote
  }
}
