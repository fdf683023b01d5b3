/// Writes characters in styles, and switches a style only where it changes.
struct Pen: Sendable {
  private var current: Set<Style> = []

  mutating func write(_ scalar: Unicode.Scalar, in styles: Set<Style>, to output: inout StyledText) {
    change(to: styles, output: &output)
    output.append(scalar)
  }

  mutating func change(to styles: Set<Style>, output: inout StyledText) {
    guard styles != current else { return }
    let ended = current.subtracting(styles)
    for style in Style.allCases where ended.contains(style) { output.change(style.ending) }
    // Bold and dim have the same ending.
    let endings = Set(ended.map(\.ending))
    let kept = current.intersection(styles).filter { !endings.contains($0.ending) }
    for style in Style.allCases where styles.contains(style) && !kept.contains(style) {
      output.change(style.beginning)
    }
    current = styles
  }
}
