import Glibc

/// The terminal at which the person sits, also where standard input and output lead elsewhere.
package final class ControllingTerminal: Sendable {
  let descriptor: CInt

  /// - Parameter path: another terminal than the one that the program was started from.
  package init(path: String = "/dev/tty") throws(TerminalError) {
    descriptor = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0, isatty(descriptor) == 1 else { throw .noTerminal }
  }

  deinit {
    close(descriptor)
  }

  /// Shows the text at once. A terminal that is gone is noticed by the reader that follows.
  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Runs the body while what is typed does not appear on the screen.
  func withoutEcho<Answer>(_ body: () throws -> Answer) throws -> Answer {
    var before = termios()
    guard tcgetattr(descriptor, &before) == 0 else {
      throw TerminalError.refused(call: "tcgetattr", code: errno)
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ECHONL)
    defer { set(before) }
    set(silent)
    return try body()
  }

  // What was typed before the question, or behind a secret, belongs to nobody.
  private func set(_ attributes: termios) {
    var attributes = attributes
    while tcsetattr(descriptor, TCSAFLUSH, &attributes) == -1, errno == EINTR {}
  }
}
