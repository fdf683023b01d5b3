import Glibc

/// How the terminal that the program was started from treats keys and output, kept to be restored: a program that was
/// killed leaves it as it needed it itself.
package struct TerminalModes: Sendable {
  private let terminal: ControllingTerminal
  private let modes: termios

  /// - Returns: `nil` where there is no terminal.
  package init?() {
    guard let terminal = try? ControllingTerminal(), let modes = try? terminal.attributes else { return nil }
    self.terminal = terminal
    self.modes = modes
  }

  /// Whether this process is among those that the terminal's keys go to.
  package var isInForeground: Bool { terminal.isOurs }

  /// Makes the terminal as it was, unless another program has it now.
  package func restore() {
    guard isInForeground else { return }
    // Whoever loses the terminal just now would be stopped by what it still does to it.
    var (stopping, before) = (sigset_t(), sigset_t())
    sigemptyset(&stopping)
    sigaddset(&stopping, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &stopping, &before)
    terminal.giveBack(modes)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
