/// Three backticks before and behind: how models like to wrap JSON.
package enum CodeFence {
  /// What stands in a fence that holds the whole text and calls itself JSON or nothing; `nil` when there is none.
  package static func content(of text: some StringProtocol) -> String? {
    let whole = trimmed(text)
    guard whole.utf8.count > 6, whole.hasPrefix("```"), whole.hasSuffix("```") else { return nil }
    var content = whole.dropFirst(3).dropLast(3)
    let word = content.prefix { $0.isASCII && $0.isLetter }
    guard ["", "json"].contains(word.lowercased()) else { return nil }
    content = content.dropFirst(word.count)
    // A fence inside would mean that there are two of them, with words between.
    guard !hasFence(content) else { return nil }
    return String(trimmed(content))
  }

  /// What stands in the only fence of a text that says other things, too.
  package static func innerContent(of text: String) -> String? {
    let pieces = text.split(separator: "```", omittingEmptySubsequences: false)
    return pieces.count == 3 ? content(of: "```\(pieces[1])```") : nil
  }

  /// Whether a line begins with a fence.
  private static func hasFence(_ text: Substring) -> Bool {
    text.split(whereSeparator: \.isNewline).contains { trimmed($0).hasPrefix("```") }
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex
    return Substring(start[start.startIndex..<end])
  }
}
