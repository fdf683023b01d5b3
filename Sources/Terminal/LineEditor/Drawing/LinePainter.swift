/// Turns a prompt and a line into what is drawn, with the glyphs that stand behind libedit's scalars.
struct LinePainter {
  let prompt: [Glyph]
  let glyphs: Glyphs

  /// - Parameter cursor: so many scalars of the line stand before it.
  func image(of line: [Unicode.Scalar], cursor: Int, width: Int) -> LineImage {
    var image = LineImage(width: width)
    for glyph in prompt { image.add(glyph.drawing, columns: glyph.columns) }
    for (index, scalar) in line.enumerated() {
      if index == cursor { image.placeCursor() }
      switch scalar {
      case "\n": image.addNewline()
      case "\t": image.addTab()
      default: for glyph in drawings(of: scalar) { image.add(glyph.drawing, columns: glyph.columns) }
      }
    }
    return image
  }

  /// The same for a terminal that has only one row to draw in.
  func row(of line: some Sequence<Unicode.Scalar>) -> [Glyph] {
    prompt + line.flatMap { drawings(of: $0) }
  }

  private func drawings(of scalar: Unicode.Scalar) -> [Glyph] {
    guard scalar.isASCII, scalar.isControl else {
      let glyph = glyphs.glyph(of: scalar)
      return glyph.columns > 2 ? Glyph.glyphs(of: glyph.drawing) : [glyph]
    }
    let letter = Unicode.Scalar(UInt8(scalar.value ^ 0x40))
    return [Glyph(["^"]), Glyph([letter])]
  }
}
