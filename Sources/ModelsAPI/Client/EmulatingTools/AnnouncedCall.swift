/// Sentences, and what may be the object of a call behind them: models like to say what they are about to do.
struct AnnouncedCall {
  /// What is said before, without the white space round it.
  let sentences: String
  /// From the object, or its fence, to the end.
  let object: String

  /// `nil` where nothing looks like it. Words that a sentence goes on with (`I would answer {…}`) announce nothing; what
  /// ends with a colon does where the object has a line of its own.
  init?(_ answer: String) {
    guard let start = Self.start(of: answer) else { return nil }
    let before = answer[..<start]
    guard let last = before.lastIndex(where: { !$0.isWhitespace }),
      let mark = Self.mark(ending: before[...last])
    else { return nil }
    let isLineStart = before[before.index(after: last)...].contains(where: \.isNewline)
    let isSentence = Self.ends.contains(before[mark]) && !Self.isAbbreviation(before[..<mark])
    guard isSentence || isLineStart && Self.colons.contains(before[mark]) else { return nil }
    sentences = String(before[...last].drop(while: \.isWhitespace))
    object = String(answer[start...])
  }

  /// The mark that ends a sentence: before marks that close what was opened, and before pictures.
  private static func mark(ending text: Substring) -> String.Index? {
    let words = text[...(text.lastIndex { !$0.isWhitespace && !isPicture($0) } ?? text.startIndex)]
    return words.lastIndex { !closing.contains($0) }
  }

  private static func isPicture(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F }
  }

  private static let closing: Set<Character> = ["*", "_", ")", "\"", "”", "’", "»", "」", "』", "）"]

  /// Whether the point behind a text belongs to its last word: `e.g.`, `z. B.`
  private static func isAbbreviation(_ text: Substring) -> Bool {
    let words = text.suffix(20).split(whereSeparator: \.isWhitespace).suffix(2)
    guard let last = words.last, let before = words.first else { return false }
    let letters = last.drop { $0 == "(" }.split(separator: ".", omittingEmptySubsequences: false)
    if letters.count > 1 {
      return letters.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isLetter) }
    }
    let isInitial = before.count == 2 && before.first?.isLetter == true && before.last == "."
    return words.count == 2 && isInitial && last.count == 1 && last.first?.isLetter == true
  }

  private static let ends: Set<Character> = [".", "!", "?", "…", "。", "！", "？"]
  private static let colons: Set<Character> = [":", "："]

  /// Where the first object begins that has one of the protocol's members first, or the fence right before it.
  private static func start(of answer: String) -> String.Index? {
    var fence: String.Index?
    var rest = answer[...]
    while let index = rest.firstIndex(where: { $0 == "{" || $0 == "`" }) {
      let found = answer[index...]
      if found.hasPrefix("```") {
        // Two of them are more than a call.
        guard fence == nil else { return nil }
        fence = index
        rest = found.dropFirst(3)
        continue
      }
      if isObject(found) { return fence ?? index }
      rest = found.dropFirst()
    }
    return nil
  }

  private static func isObject(_ text: Substring) -> Bool {
    let name = text.dropFirst().drop(while: \.isWhitespace)
    return names.contains { name.hasPrefix($0) }
  }

  private static let names = ["\"text\"", "\"tool_calls\"", "'text'", "'tool_calls'"]
}
