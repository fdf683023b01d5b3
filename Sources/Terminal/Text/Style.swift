/// A way of showing text that every terminal knows (ECMA-48 §8.3.117).
package enum Style: Int, Sendable, CaseIterable {
  case bold = 1
  case dim = 2
  case italic = 3
  case underlined = 4
  case red = 31
  case green = 32
  case yellow = 33
  case blue = 34
  case magenta = 35
  case cyan = 36

  /// What switches it on.
  var beginning: String { "\u{1B}[\(rawValue)m" }

  /// What ends this style and leaves others around it alone.
  var ending: String { "\u{1B}[\(end)m" }

  private var end: Int {
    switch self {
    case .bold, .dim: 22
    case .italic: 23
    case .underlined: 24
    case .red, .green, .yellow, .blue, .magenta, .cyan: 39
    }
  }
}

/// Styles text where colour is wanted, and leaves it plain elsewhere: `palette("error", .bold, .red)`.
package struct Palette: Sendable, Equatable {
  /// Whether it writes styles at all.
  package let isColourful: Bool

  /// Styles, or none.
  package init(isColourful: Bool) {
    self.isColourful = isColourful
  }

  /// The first style is the outermost.
  package func callAsFunction(_ text: String, _ styles: Style...) -> StyledText {
    var styled = StyledText()
    let isStyled = isColourful && !text.isEmpty
    for style in styles where isStyled { styled.change(style.beginning) }
    styled.append(text)
    for style in styles.reversed() where isStyled { styled.change(style.ending) }
    return styled
  }
}
