import Glibc

extension TerminalFacts {
  /// Asks the descriptor.
  package init(of descriptor: CInt, environment: [String: String]) {
    self.init(
      isTerminal: isatty(descriptor) == 1, reported: Size(of: descriptor), environment: environment)
  }
}

extension TerminalFacts.Size {
  /// `nil` where the descriptor is no terminal.
  fileprivate init?(of descriptor: CInt) {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 else { return nil }
    self.init(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }
}
