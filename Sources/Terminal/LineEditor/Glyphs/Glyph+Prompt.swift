extension Glyph {
  /// The glyphs of a prompt, each of which brings its styles along and ends them.
  ///
  /// libedit draws parts of a prompt again whenever it likes; so no style may reach from one glyph to the next.
  static func prompt(_ text: String) -> [Glyph] {
    var (rest, styles, glyphs) = (text[...], "", [Glyph]())
    while !rest.isEmpty {
      if let end = TextWidth.escapeSequence(rest) {
        styles = ["\u{1B}[m", "\u{1B}[0m"].contains(rest[..<end]) ? "" : styles + rest[..<end]
        rest = rest[end...]
      } else {
        let plain = rest.prefix { $0 != "\u{1B}" }
        glyphs += Self.glyphs(of: String(plain)).filter { !$0.text[0].isControl }.map { $0.styled(styles) }
        rest = rest.dropFirst(max(1, plain.count))
      }
    }
    return glyphs
  }

  private func styled(_ styles: String) -> Glyph {
    styles.isEmpty ? self : Glyph(drawing: styles + drawing + "\u{1B}[0m", columns: columns)
  }
}
