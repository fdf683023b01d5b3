/// A fenced block of code in a text.
///
/// Source: CommonMark 0.31.2, "Fenced code blocks"; other than there a fence may be indented as deeply as it likes, as in
/// the lists that models write.
struct CodeBlock: Equatable {
  /// What stands behind the opening fence.
  var info: String
  /// Without the indentation of the fence, and with a newline behind each line.
  var content = ""

  /// The first word of the info line; empty where there is none.
  var language: CodeLanguage {
    CodeLanguage(info.prefix { !$0.isWhitespace && !"{,:".contains($0) })
  }

  /// The name of the file it is meant for, if it has one: `title=NAME`, `LANGUAGE:NAME` or a second word.
  var name: String? {
    let words = info.split(whereSeparator: \.isWhitespace)
    for word in words.dropFirst() {
      for key in ["title=", "filename=", "file="] where word.hasPrefix(key) {
        let name = word.dropFirst(key.count).filter { !"\"'".contains($0) }
        if !name.isEmpty { return name }
      }
    }
    guard let first = words.first else { return nil }
    if let colon = first.firstIndex(of: ":") { return String(first[first.index(after: colon)...]) }
    return words.dropFirst().first.flatMap { word in
      word.contains("=") || word.contains("{") || !word.contains(where: \.isLetter) ? nil : String(word)
    }
  }

  /// The blocks of a text, in order; one that does not end goes up to the text's end.
  static func all(in text: String) -> [CodeBlock] {
    var blocks: [CodeBlock] = []
    var open: Fence?
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    // The newline at the end of a text ends its last line.
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      if let fence = open {
        if fence.isClosed(by: line) {
          open = nil
        } else {
          blocks[blocks.count - 1].content += fence.unindented(line) + "\n"
        }
      } else if let fence = Fence(opening: line) {
        open = fence
        blocks.append(CodeBlock(info: fence.info))
      }
    }
    return blocks
  }
}

/// The marks round a block.
private struct Fence {
  let mark: Character
  let length: Int
  let indentation: Int
  let info: String

  init?(opening line: Substring) {
    let rest = line.drop { $0 == " " || $0 == "\t" }
    guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let length = rest.prefix { $0 == mark }.count
    let info = rest.dropFirst(length)
    // "```like this```" is code in a line.
    guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
    (self.mark, self.length, indentation, self.info) = (mark, length, line.count - rest.count, info.trimmed)
  }

  func isClosed(by line: Substring) -> Bool {
    let marks = line.trimmed
    return marks.count >= length && marks.allSatisfy { $0 == mark }
  }

  func unindented(_ line: Substring) -> Substring {
    let blanks = line.prefix(indentation).prefix { $0 == " " || $0 == "\t" }.count
    return line.dropFirst(blanks)
  }
}
