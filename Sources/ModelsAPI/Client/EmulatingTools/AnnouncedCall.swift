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
    guard let end = before.lastIndex(where: { !$0.isWhitespace }) else { return nil }
    let isLineStart = before[before.index(after: end)...].contains(where: \.isNewline)
    guard Self.ends.contains(before[end]) || isLineStart && Self.colons.contains(before[end]) else {
      return nil
    }
    sentences = String(before[...end].drop(while: \.isWhitespace))
    object = String(answer[start...])
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
