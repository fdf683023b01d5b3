/// A paragraph, a list item or lines to the letter.
enum Block: Equatable {
  case paragraph([Inline])
  case item([Inline])
  case literal([String])
}

/// A stretch of text, plain or between backticks.
enum Inline: Equatable {
  case text(String)
  case code(String)
}

extension Block {
  private enum Kind { case paragraph, item, literal }

  /// Reads neutral markup: paragraphs between blank lines, list items after `- `, and what stands four spaces to the
  /// right behind a blank line, to the letter.
  static func blocks(of markup: String) -> [Block] {
    var blocks: [(kind: Kind, lines: [Substring])] = []
    var isOpen = false
    for line in markup.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      if text.isEmpty {
        isOpen = false
      } else if line.hasPrefix("    "), !isOpen || blocks.last?.kind == .literal {
        if !isOpen { blocks.append((.literal, [])) }
        blocks[blocks.count - 1].lines.append(line.dropFirst(4))
        isOpen = true
      } else if text.hasPrefix("- ") {
        blocks.append((.item, [text.dropFirst(2)]))
        isOpen = true
      } else if isOpen, blocks.last?.kind != .literal {
        blocks[blocks.count - 1].lines.append(text)
      } else {
        blocks.append((.paragraph, [text]))
        isOpen = true
      }
    }
    return blocks.map { Self.block($0.kind, $0.lines) }
  }

  private static func block(_ kind: Kind, _ lines: [Substring]) -> Block {
    switch kind {
    case .literal: .literal(lines.map(String.init))
    case .item: .item(Inline.inlines(of: lines.joined(separator: " ")))
    case .paragraph: .paragraph(Inline.inlines(of: lines.joined(separator: " ")))
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
