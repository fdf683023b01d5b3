/// How many columns a text takes on a terminal: two for wide characters and emoji, none for combining marks.
package enum TextWidth {
  /// Escape sequences of ``Style`` take no room.
  package static func columns(of text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
    var rest = text[...]
    var columns = 0
    while let first = rest.first {
      if let sequence = escapeSequence(rest) {
        rest = rest[sequence...]
      } else {
        columns += width(of: first)
        rest = rest.dropFirst()
      }
    }
    return columns
  }

  /// The text with spaces behind it, or before it, up to so many columns.
  package static func padded(_ text: String, to columns: Int, on side: Side = .trailing) -> String {
    let padding = String(repeating: " ", count: max(0, columns - self.columns(of: text)))
    return side == .trailing ? text + padding : padding + text
  }

  /// As much of the text as fits into so many columns, with every style that is switched in it.
  package static func cut(_ text: String, to columns: Int) -> String {
    if self.columns(of: text) <= columns { return text }
    var (rest, room, kept) = (text[...], columns, "")
    while let first = rest.first {
      let end = escapeSequence(rest) ?? rest.index(after: rest.startIndex)
      if end == rest.index(after: rest.startIndex) { room -= width(of: first) }
      if room >= 0 || first == "\u{1B}" { kept += rest[..<end] }
      rest = rest[end...]
    }
    return kept
  }

  /// Where padding goes.
  package enum Side: Sendable { case leading, trailing }

  /// Where the escape sequence ends that the text begins with: `ESC [`, parameters, a final letter.
  static func escapeSequence<Text: StringProtocol>(_ text: Text) -> Text.Index? {
    guard text.hasPrefix("\u{1B}[") else { return nil }
    let parameters = text.dropFirst(2).prefix { !("@"..."~" ~= $0) }
    return parameters.endIndex < text.endIndex ? text.index(after: parameters.endIndex) : text.endIndex
  }

  private static func width(of character: Character) -> Int {
    isEmoji(character) ? 2 : character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  private static func isEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, first.properties.isEmoji else { return false }
    // A variation selector, a joiner or a flag's second letter make one picture of the whole character.
    return first.properties.isEmojiPresentation && (scalars.count > 1 || !first.isRegionalIndicator)
      || scalars.contains("\u{FE0F}")
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isInvisible { return 0 }
    return scalar.isWide ? 2 : 1
  }
}
