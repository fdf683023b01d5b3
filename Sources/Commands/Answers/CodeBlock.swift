/// A fenced block of code in a text.
///
/// Source: CommonMark 0.31.2, "Fenced code blocks"; other than there a fence may be indented as deeply as it likes, as in
/// the lists that models write.
struct CodeBlock: Equatable {
  /// What stands behind the opening fence.
  var info: String
  /// With the indentation of the fence taken off, and a newline behind each line.
  var content = ""

  /// The first word of the info line, in lower case; empty where there is none.
  var language: String {
    info.prefix { !$0.isWhitespace && $0 != "{" && $0 != "," }.lowercased()
  }

  /// What the block calls itself: `title=NAME`, or a second word that has no sign of a setting in it.
  var name: String? {
    let words = info.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init)
    for word in words {
      for key in ["title=", "filename=", "file="] where word.hasPrefix(key) {
        let name = word.dropFirst(key.count).filter { $0 != "\"" && $0 != "'" }
        if !name.isEmpty { return name }
      }
    }
    return words.first.flatMap { $0.contains("=") || $0.contains("{") ? nil : $0 }
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
      } else if let (fence, info) = Fence.opening(line) {
        open = fence
        blocks.append(CodeBlock(info: info))
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

  static func opening(_ line: Substring) -> (Fence, info: String)? {
    let rest = line.drop { $0 == " " || $0 == "\t" }
    guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let length = rest.prefix { $0 == mark }.count
    let info = rest.dropFirst(length)
    // "```like this```" is code in a line.
    guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
    return (Fence(mark: mark, length: length, indentation: line.count - rest.count), info.trimmed)
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
