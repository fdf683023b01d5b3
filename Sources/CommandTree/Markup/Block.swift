/// A paragraph or a list item of a discussion.
enum Block: Equatable {
  case paragraph([Inline])
  case item([Inline])
}

/// A stretch of text, plain or between backticks.
enum Inline: Equatable {
  case text(String)
  case code(String)
}

extension Block {
  /// Reads neutral markup: paragraphs between blank lines, list items after `- `.
  static func blocks(of markup: String) -> [Block] {
    var blocks: [(isItem: Bool, lines: [Substring])] = []
    var isOpen = false
    for line in markup.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      if text.isEmpty {
        isOpen = false
      } else if text.hasPrefix("- ") {
        blocks.append((true, [text.dropFirst(2)]))
        isOpen = true
      } else if isOpen {
        blocks[blocks.count - 1].lines.append(text)
      } else {
        blocks.append((false, [text]))
        isOpen = true
      }
    }
    return blocks.map { block in
      let inlines = Inline.inlines(of: block.lines.joined(separator: " "))
      return block.isItem ? .item(inlines) : .paragraph(inlines)
    }
  }
}

extension Inline {
  /// Tells code from text; a backtick without a partner is text.
  static func inlines(of markup: String) -> [Inline] {
    let parts = markup.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return [.text(markup)] }
    return parts.enumerated().compactMap { index, part in
      guard !part.isEmpty else { return nil }
      return index % 2 == 1 ? .code(part) : .text(part)
    }
  }

  /// How it reads without typography: code of several words is put between quotes.
  var plain: String {
    switch self {
    case .text(let text): text
    case .code(let code): code.contains(" ") ? "'\(code)'" : code
    }
  }
}

extension String {
  /// Neutral markup as plain text.
  var plainMarkup: String { Inline.inlines(of: self).map(\.plain).joined() }
}
