/// What a person takes for one character: what it says, how it is drawn, and in how many columns.
struct Glyph: Equatable, Sendable {
  let text: [Unicode.Scalar]
  let drawing: String
  /// One or two; more for a text that stands for itself as a whole.
  let columns: Int

  /// Scalars that belong together: a letter and its marks, or an emoji joined of several.
  init(_ text: [Unicode.Scalar]) {
    self.text = text
    let drawing = Self.drawing(of: text)
    let columns = TextWidth.columns(of: drawing)
    self.drawing = columns > 0 ? drawing : "\u{25CC}"
    self.columns = max(1, columns)
  }

  /// A text that is too long to be looked at: a person sees, passes and removes all of it as one.
  init(long text: [Unicode.Scalar]) {
    self.text = text
    drawing = "[\(text.count) characters]"
    columns = drawing.utf8.count
  }

  /// No screen has room for more.
  static let longest = 20_000

  /// A character that is only looked at.
  init(drawing: String, columns: Int) {
    text = []
    self.drawing = drawing
    self.columns = columns
  }

  /// No script joins more; whoever piles up marks without end gets several characters.
  private static let mostJoined = 64

  /// Whether the scalar belongs to the ones before it.
  static func joins(_ scalars: [Unicode.Scalar], _ next: Unicode.Scalar) -> Bool {
    guard !next.isASCII, scalars.count < mostJoined, let first = scalars.first, !first.isControl else {
      return false
    }
    let joined = scalars + [next]
    return String(String.UnicodeScalarView(joined)).count == 1
      && TextWidth.columns(of: drawing(of: joined)) <= 2
  }

  /// The glyphs of a text.
  static func glyphs(of text: String) -> [Glyph] {
    var groups: [[Unicode.Scalar]] = []
    for scalar in text.unicodeScalars {
      if let last = groups.last, joins(last, scalar) {
        groups[groups.count - 1].append(scalar)
      } else {
        groups.append([scalar])
      }
    }
    return groups.map { Glyph($0) }
  }

  /// Terminals do not agree on the width of joined emoji, but all know the first picture of one.
  private static func drawing(of text: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(text.prefix { !$0.changesEmoji }))
  }
}

extension Unicode.Scalar {
  /// Joiners, variation selectors, skin tones, tags.
  fileprivate var changesEmoji: Bool {
    properties.isVariationSelector || properties.isEmojiModifier || properties.generalCategory == .format
  }
}
