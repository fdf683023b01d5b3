import Glibc
import Synchronization

/// A terminal on which nothing of what is typed appears; it waits for whoever reads next.
final class SilentKeyboard: Sendable {
  private enum State: Sendable {
    case open
    /// With how the terminal was before.
    case silent(termios)
    case ended
  }

  private let terminal: ControllingTerminal
  private let state = Mutex(State.open)

  init(_ terminal: ControllingTerminal) {
    self.terminal = terminal
    silence()
  }

  deinit { end() }

  /// The terminal is as it was before, for good.
  func end() { giveBack(.ended) }

  /// Lets a signal do what it would have done, with the terminal as it was.
  func letThrough(_ signal: CInt, _ trap: SignalTrap) {
    giveBack(.open)
    trap.letThrough(signal)
    silence()
  }

  /// In one go: who silences it meanwhile does so before, or does not any more.
  private func giveBack(_ next: State) {
    state.withLock { state in
      if case .silent(let before) = state { terminal.giveBack(before) }
      if case .ended = state { return }
      state = next
    }
  }

  private func silence() {
    state.withLock { state in
      // In the background it belongs to somebody else, and one that is gone is noticed by whoever reads next.
      guard case .open = state, terminal.isOurs, let before = try? terminal.takeKeys() else { return }
      state = .silent(before)
    }
  }
}
