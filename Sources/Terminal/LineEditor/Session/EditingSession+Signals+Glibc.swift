import CEditline
import Glibc

/// What signals do while a line is edited.
extension EditingSession {
  func take(_ signal: CInt, _ editor: OpaquePointer) {
    switch signal {
    case SIGWINCH:
      el_resize(editor)
      redraw(EditedLine(editor))
    case SIGINT: interrupt()
    case SIGTSTP: letThrough(signal, editor)
    default:
      letThrough(signal, editor)
      interrupt()
    }
  }

  /// The terminal is as it was while the signal acts; what was typed so far is drawn again behind it.
  private func letThrough(_ signal: CInt, _ editor: OpaquePointer) {
    terminal.write(below())
    marksPastedText(false)
    _ = editline_prepare_terminal(editor, 0)
    trap?.letThrough(signal)
    _ = editline_prepare_terminal(editor, 1)
    marksPastedText(true)
  }
}
