/// Where lines may be broken, after the Unicode Line Breaking Algorithm (UAX #14) as far as people notice it: at white
/// space, and between the characters of scripts that have none.
extension Character {
  /// White space at which a line may be broken: no-break spaces are none.
  var isGap: Bool {
    guard let scalar = unicodeScalars.first, scalar.properties.isWhitespace else { return false }
    return !["\u{A0}", "\u{2007}", "\u{202F}"].contains(scalar)
  }

  /// Whether a line may begin with this character when that one stands directly before it.
  func canBegin(after previous: Character) -> Bool {
    (isIdeographic || previous.isIdeographic) && !isClosing && !previous.isOpening
  }

  /// Stands for itself as a word does: East Asian characters and emoji, but for Hangul, which is written with spaces.
  private var isIdeographic: Bool {
    guard let value = unicodeScalars.first?.value, value >= 0x2190 else { return false }
    return !(0xA960...0xA97F ~= value || 0xAC00...0xD7FF ~= value)
      && TextWidth.columns(of: String(self)) == 2
  }

  /// Punctuation that belongs to what stands before it, and letters that begin no line.
  private var isClosing: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    switch scalar.properties.generalCategory {
    case .closePunctuation, .finalPunctuation, .otherPunctuation: return true
    default: return Self.beginsNoLine.contains(scalar)
    }
  }

  /// Punctuation that belongs to what stands behind it, the marks of Markdown included.
  private var isOpening: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    switch scalar.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: return true
    default: return "*_~`\"'#@$&/\\+-=<|".unicodeScalars.contains(scalar)
    }
  }

  private static let beginsNoLine = Set(
    "ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ〜～%℃".unicodeScalars)
}
