/// The fenced blocks of code in a text.
///
/// Source: CommonMark 0.31.2, "Fenced code blocks"; other than there a fence may be indented as deeply as it likes, as in
/// the lists that models write.
enum CodeBlock {
  /// What stands in them, in order: without the indentation of the fence, and with a newline behind each line. One that
  /// does not end goes up to the text's end.
  static func contents(in text: String) -> [String] {
    var blocks: [String] = []
    var open: Fence?
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    // The newline at the end of a text ends its last line.
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      if let fence = open {
        if fence.isClosed(by: line) {
          open = nil
        } else {
          blocks[blocks.count - 1] += fence.unindented(line) + "\n"
        }
      } else if let fence = Fence(opening: line) {
        open = fence
        blocks.append("")
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

  init?(opening line: Substring) {
    let rest = line.drop { $0 == " " || $0 == "\t" }
    guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
    let length = rest.prefix { $0 == mark }.count
    // "```like this```" is code in a line.
    guard length >= 3, mark == "~" || !rest.dropFirst(length).contains("`") else { return nil }
    (self.mark, self.length, indentation) = (mark, length, line.count - rest.count)
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
