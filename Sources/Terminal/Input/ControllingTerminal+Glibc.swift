import Glibc

/// The terminal at which the person sits, also where standard input and output lead elsewhere.
package final class ControllingTerminal: Sendable {
  let descriptor: CInt

  /// - Parameter path: another terminal than the one that the program was started from.
  /// - Throws: ``TerminalError`` when there is no terminal, as in a job without one.
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
    let before = try attributes
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO | ECHONL)
    // What was typed before the question, or behind a secret, belongs to nobody.
    defer { set(before, TCSAFLUSH) }
    set(silent, TCSAFLUSH)
    return try body()
  }

  /// Makes each key come as it is and at once, but for those that are signals; how it was before.
  func takeKeys() throws(TerminalError) -> termios {
    let before = try attributes
    var taken = before
    taken.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
    taken.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON | ISTRIP)
    withUnsafeMutableBytes(of: &taken.c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) = (1, 0) }
    set(taken, TCSADRAIN)
    return before
  }

  /// Whether this process is among those that the terminal's keys go to.
  var isOurs: Bool { tcgetpgrp(descriptor) == getpgrp() }

  func giveBack(_ before: termios) {
    set(before, TCSADRAIN)
  }

  var attributes: termios {
    get throws(TerminalError) {
      var attributes = termios()
      guard tcgetattr(descriptor, &attributes) == 0 else { throw .refused(call: "tcgetattr", code: errno) }
      return attributes
    }
  }

  private func set(_ attributes: termios, _ when: CInt) {
    var attributes = attributes
    while tcsetattr(descriptor, when, &attributes) == -1, errno == EINTR {}
  }
}
