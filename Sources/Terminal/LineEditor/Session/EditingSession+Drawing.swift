/// Drawing the line, which libedit itself would do wrong as soon as characters are wide and rows are full.
extension EditingSession {
  var size: TerminalFacts.Size { TerminalFacts(of: terminal.descriptor, environment: [:]).size }

  /// Shows the line as it is now.
  func draw(_ line: EditedLine) {
    terminal.write(drawing(of: line.before, line.after))
  }

  /// Shows the whole line, and goes below it for good.
  func leave(_ line: [Unicode.Scalar]) {
    terminal.write(drawing(of: line, []) + below())
  }

  /// What to print to get below the line, which is drawn anew afterwards.
  func below() -> String {
    isDumb ? plainScreen.leave() : screen.leave()
  }

  /// Begins anew when the terminal has folded its rows for another width.
  func redraw(_ line: EditedLine) {
    guard !isDumb else { return }
    terminal.write(screen.restart(folded: image(of: line.before, line.after)))
  }

  /// An empty screen, where the terminal has one.
  func clear() -> Bool {
    guard !isDumb else { return false }
    screen = LineScreen()
    terminal.write("\u{1B}[H\u{1B}[2J")
    return true
  }

  /// Pasted text comes between marks while it is on; a terminal that does not know it ignores it.
  func marksPastedText(_ isOn: Bool) {
    if !isDumb { terminal.write("\u{1B}[?2004\(isOn ? "h" : "l")") }
  }

  private func drawing(of before: [Unicode.Scalar], _ after: [Unicode.Scalar]) -> String {
    guard isDumb else { return screen.draw(image(of: before, after)) }
    let start = painter.row(of: before)
    return plainScreen.draw(
      start + painter.row(of: after).dropFirst(prompt.count), cursor: start.count, width: size.columns)
  }

  private func image(of before: [Unicode.Scalar], _ after: [Unicode.Scalar]) -> LineImage {
    let size = size
    return painter.image(of: before + after, cursor: before.count, width: size.columns).cropped(to: size.rows)
  }

  private var painter: LinePainter { LinePainter(prompt: prompt, glyphs: glyphs) }
}
