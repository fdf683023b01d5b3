/// The numbers by which libedit knows the glyphs.
///
/// libedit edits scalars one by one and measures them as the C library does. A glyph of which it would get a wrong
/// picture (made of several scalars, or newer than the C library) gets a scalar of a script that is no longer written, of
/// the right width, to stand for it. Should somebody write in that script, its letters are stood for as well.
struct Glyphs {
  private var standIns: [Key: Unicode.Scalar] = [:]
  private var glyphs: [Unicode.Scalar: Glyph] = [:]
  private var narrow = GlyphPool([0x13000...0x1342E, 0x12000...0x12399, 0xF0000...0xFFFFD])
  private var wide = GlyphPool([0x20000...0x2A6DF])
  private let columns: @Sendable (Unicode.Scalar) -> Int

  private struct Key: Hashable {
    var text: [Unicode.Scalar]
    var drawing: [UInt8]
  }

  /// - Parameter columns: how wide libedit takes a scalar to be; -1 where it would not draw it.
  init(columns: @escaping @Sendable (Unicode.Scalar) -> Int) {
    self.columns = columns
  }

  /// The scalar that says or stands for the glyph.
  mutating func scalar(for glyph: Glyph) -> Unicode.Scalar {
    if let scalar = glyph.text.first, isItself(scalar, glyph) { return scalar }
    let key = Key(text: glyph.text, drawing: Array(glyph.drawing.utf8))
    if let scalar = standIns[key] { return scalar }
    guard let scalar = glyph.columns == 2 ? wide.next() : narrow.next() else { return "\u{FFFD}" }
    standIns[key] = scalar
    glyphs[scalar] = glyph
    return scalar
  }

  /// A text that no screen has room for becomes one, so that typing before and behind it stays as quick as ever.
  mutating func scalars(for text: String) -> [Unicode.Scalar] {
    guard text.unicodeScalars.count <= Glyph.longest else {
      return [scalar(for: Glyph(long: Array(text.unicodeScalars)))]
    }
    return Glyph.glyphs(of: text).map { scalar(for: $0) }
  }

  /// What the scalars say.
  func text(of scalars: some Sequence<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars.flatMap { glyphs[$0]?.text ?? [$0] }))
  }

  /// The glyph that the scalar says or stands for.
  func glyph(of scalar: Unicode.Scalar) -> Glyph {
    glyphs[scalar] ?? Glyph([scalar])
  }

  // Controls of ASCII are libedit's own business.
  private func isItself(_ scalar: Unicode.Scalar, _ glyph: Glyph) -> Bool {
    guard glyph.text.count == 1 else { return false }
    if scalar.isASCII { return glyph.drawing.utf8.elementsEqual(String(scalar).utf8) || scalar.isControl }
    return columns(scalar) == glyph.columns && !narrow.contains(scalar) && !wide.contains(scalar)
  }
}

/// Scalars to be handed out.
private struct GlyphPool {
  private let ranges: [ClosedRange<UInt32>]
  private var rest: ArraySlice<ClosedRange<UInt32>>
  private var following: UInt32

  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    rest = ranges[...]
    following = ranges[0].lowerBound
  }

  mutating func next() -> Unicode.Scalar? {
    guard let range = rest.first else { return nil }
    defer {
      following += 1
      if following > range.upperBound {
        rest = rest.dropFirst()
        following = rest.first?.lowerBound ?? following
      }
    }
    return Unicode.Scalar(following)
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
  }
}
