import Glibc
import Synchronization

/// Turns signals into something that can be waited for: while it is set, they do not act but come out of a pipe.
final class SignalTrap: Sendable {
  /// Becomes readable when a signal has come.
  let descriptor: CInt
  private let entrance: CInt
  private let outerEntrance: CInt
  private let before: [CInt: sigaction]

  /// Where the handler, which may touch hardly anything, finds the pipe of the trap that was set last.
  private static let entrance = Atomic<CInt>(-1)

  init(_ signals: [CInt]) throws(TerminalError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .refused(call: "pipe", code: errno) }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    entrance = ends[1]
    outerEntrance = Self.entrance.exchange(ends[1], ordering: .sequentiallyConsistent)
    before = Dictionary(uniqueKeysWithValues: signals.map { ($0, Self.replace($0, by: Self.noting)) })
  }

  deinit {
    for (signal, action) in before { _ = Self.replace(signal, by: action) }
    Self.entrance.store(outerEntrance, ordering: .sequentiallyConsistent)
    close(descriptor)
    close(entrance)
  }

  /// The next signal that came, if one did.
  func next() -> CInt? {
    var byte: UInt8 = 0
    return read(descriptor, &byte, 1) == 1 ? CInt(byte) : nil
  }

  /// Lets the signal do what it would have done, and returns if the program is still there, or there again.
  func letThrough(_ signal: CInt) {
    guard let action = before[signal] else { return }
    _ = Self.replace(signal, by: action)
    Self.raiseUnblocked(signal)
    _ = Self.replace(signal, by: Self.noting)
  }

  // Threads of a dispatch queue block every signal.
  private static func raiseUnblocked(_ signal: CInt) {
    var (before, only) = (sigset_t(), sigset_t())
    sigemptyset(&only)
    sigaddset(&only, signal)
    pthread_sigmask(SIG_UNBLOCK, &only, &before)
    raise(signal)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private static var noting: sigaction {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: signal)
      _ = write(SignalTrap.entrance.load(ordering: .sequentiallyConsistent), &byte, 1)
      errno = saved
    }
    action.sa_flags = SA_RESTART
    return action
  }

  private static func replace(_ signal: CInt, by action: sigaction) -> sigaction {
    var (before, action) = (sigaction(), action)
    sigaction(signal, &action, &before)
    return before
  }
}
