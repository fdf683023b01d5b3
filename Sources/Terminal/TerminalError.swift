/// Why nobody could be asked.
package enum TerminalError: Error, Equatable, Sendable {
  /// The program runs without a terminal, for example in CI.
  case noTerminal
  /// The system refused a call, with its error number.
  case refused(call: String, code: CInt)
}
