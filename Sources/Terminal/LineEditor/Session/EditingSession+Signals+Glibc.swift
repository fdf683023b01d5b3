import Glibc

/// What signals do while a line is edited.
extension EditingSession {
  func take(_ signal: CInt, _ line: EditedLine) {
    switch signal {
    case SIGWINCH: redraw(line)
    case SIGINT: interrupt()
    case SIGTSTP: letThrough(signal)
    default:
      letThrough(signal)
      interrupt()
    }
  }

  /// From now on keys come one by one, and pasted text between marks.
  func takeTerminal() throws(TerminalError) {
    before = try terminal.takeKeys()
    bytesAhead = Keyboard.bytesWaiting(at: terminal.descriptor)
    marksPastedText(true)
  }

  /// The terminal is as it was before.
  func giveTerminalBack() {
    marksPastedText(false)
    if let before { terminal.giveBack(before) }
    before = nil
  }

  /// The terminal is given back while the signal acts; what was typed so far is drawn again behind it.
  private func letThrough(_ signal: CInt) {
    terminal.write(below())
    giveTerminalBack()
    trap?.letThrough(signal)
    // A terminal that is gone is noticed by the reader that follows.
    try? takeTerminal()
  }
}
