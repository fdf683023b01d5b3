import Terminal

/// What answers look like.
struct AnswerLook: Sendable {
  let palette: Palette
  /// Whether the columns of tables are aligned where the output is a screen, as lines are broken there.
  let alignsTables: Bool

  /// - Parameter isStyled: where `--render` and `--no-render` do not say it.
  init(_ options: AnswerOptions, isStyled: Bool = false) {
    palette = Palette(isColourful: options.render ?? isStyled)
    alignsTables = options.render ?? true
  }

  func renderer(on output: Output) -> MarkdownRenderer {
    MarkdownRenderer(palette: palette, columns: alignsTables ? output.screenColumns : nil)
  }

  /// A whole text.
  func rendered(_ text: String, on output: Output) -> StyledText {
    var renderer = renderer(on: output)
    return renderer.render(text) + renderer.finish()
  }
}
