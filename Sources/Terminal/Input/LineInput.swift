/// What came of asking for a line.
package enum LineInput: Sendable, Equatable {
  /// The line without its newline.
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// Ctrl-D on an empty line, or the terminal is gone.
  case end
}
