import CEditline
import Glibc

/// What signals do while a line is edited.
extension EditingSession {
  func take(_ signal: CInt, _ editor: OpaquePointer) {
    switch signal {
    case SIGWINCH: resize(editor)
    case SIGINT: isInterrupted = true
    case SIGTSTP: letThrough(signal, editor)
    default:
      letThrough(signal, editor)
      isInterrupted = true
    }
  }

  /// Pasted text comes between marks while it is on; a terminal that does not know it ignores it.
  func marksPastedText(_ isOn: Bool, _ editor: OpaquePointer) {
    if !isDumb(editor) { terminal.write("\u{1B}[?2004\(isOn ? "h" : "l")") }
  }

  /// So many rows of the screen lie between the start of the prompt and the scalar behind which something happens.
  func row(behind scalars: [Unicode.Scalar]) -> Int {
    var layout = LineLayout(width: size.columns)
    for scalar in promptScalars + scalars { layout.add(scalar, columns: glyphs.columns(of: scalar)) }
    return layout.row
  }

  var size: TerminalFacts.Size { TerminalFacts(of: terminal.descriptor, environment: [:]).size }

  /// The terminal is as it was while the signal acts; what was typed so far is drawn again behind it.
  private func letThrough(_ signal: CInt, _ editor: OpaquePointer) {
    marksPastedText(false, editor)
    _ = editline_prepare_terminal(editor, 0)
    trap?.letThrough(signal)
    _ = editline_prepare_terminal(editor, 1)
    marksPastedText(true, editor)
    _ = editline_refresh(editor)
  }

  /// Terminals fold their rows anew, so what libedit has drawn is no longer where it thinks.
  private func resize(_ editor: OpaquePointer) {
    el_resize(editor)
    guard !isDumb(editor) else { return }
    let row = row(behind: EditedLine(editor).before)
    terminal.write("\r\(row > 0 ? "\u{1B}[\(row)A" : "")\u{1B}[J")
    _ = editline_refresh(editor)
  }

  private func isDumb(_ editor: OpaquePointer) -> Bool {
    guard let name = editline_terminal(editor) else { return true }
    return ["", "dumb"].contains(String(cString: name))
  }
}
