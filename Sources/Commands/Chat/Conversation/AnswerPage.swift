import Terminal

/// The place on the screen where an answer appears piece by piece.
struct AnswerPage {
  private let output: Output
  private var renderer: MarkdownRenderer
  private var endsWithNewline = true

  init(on output: Output, _ look: AnswerLook) {
    self.output = output
    renderer = look.renderer(on: output)
  }

  mutating func add(_ text: String) throws {
    guard !text.isEmpty else { return }
    endsWithNewline = text.last?.isNewline == true
    try output.write(prose: renderer.render(text))
  }

  /// Ends the last line and every style.
  mutating func end() throws {
    try output.write(prose: renderer.finish() + StyledText(endsWithNewline ? "" : "\n"))
    try output.finish()
    endsWithNewline = true
  }
}
