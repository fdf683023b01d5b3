import Glibc
import Synchronization

/// What signals mean while another program is in the foreground: those that are sent to this process are passed on to
/// it, and those of the terminal, which it gets itself, do nothing here. Signals that were ignored stay so, for both.
struct ForwardedSignals {
  private static let all = [
    SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT, SIGWINCH,
  ]

  private let before: [(number: Int32, action: sigaction)]

  /// From now on they are kept for the program that is to start.
  init() {
    receiver.store(0, ordering: .sequentiallyConsistent)
    early.store(0, ordering: .sequentiallyConsistent)
    before = Self.all.compactMap { number in
      var old = sigaction()
      sigaction(number, nil, &old)
      guard unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) != Self.ignored else {
        return nil
      }
      var new = sigaction()
      new.__sigaction_handler.sa_sigaction = passOn
      new.sa_flags = SA_SIGINFO | SA_RESTART
      sigaction(number, &new, nil)
      return (number, old)
    }
  }

  /// `SIG_IGN`, which has no equality of its own.
  private static let ignored = 1

  /// Passes on what has come meanwhile, and what will come.
  func forward(to process: pid_t) {
    receiver.store(process, ordering: .sequentiallyConsistent)
    let numbers = early.exchange(0, ordering: .sequentiallyConsistent)
    for number in Self.all where numbers & (1 << UInt64(number)) != 0 { kill(process, number) }
  }

  /// Signals mean what they meant before.
  func end() {
    receiver.store(0, ordering: .sequentiallyConsistent)
    for (number, action) in before {
      var action = action
      sigaction(number, &action, nil)
    }
  }

  /// Stops this process until it is told to go on, as whoever waits for it must see that the job has stopped; not where
  /// nobody waits who could tell it to go on.
  static func stop() {
    // Ctrl-Z's own signal may still be on its way here, and would stop us once more after we went on.
    if isJob { raise(SIGSTOP) }
  }

  /// Whether our parent controls us as a job of its own: another process group of the same session (POSIX calls the
  /// group orphaned where no member has such a parent).
  private static var isJob: Bool {
    let parent = getppid()
    return getsid(parent) == getsid(0) && getpgid(parent) != getpgrp()
  }
}

/// The program that signals are passed on to; 0 while there is none.
private let receiver = Atomic<Int32>(0)
/// The signals that came before the program: bit N for number N.
private let early = Atomic<UInt64>(0)

/// What happens on a signal, where next to nothing is allowed (signal-safety(7)).
private func passOn(_ number: Int32, _ facts: UnsafeMutablePointer<siginfo_t>?, _: UnsafeMutableRawPointer?) {
  // The terminal's own go to the whole process group, and so does what the program sends to its group.
  guard let facts = facts?.pointee, facts.si_code <= 0 else { return }
  let process = receiver.load(ordering: .sequentiallyConsistent)
  guard process == 0 || facts._sifields._kill.si_pid != process else { return }
  let code = errno
  if process == 0 {
    early.bitwiseOr(1 << UInt64(number), ordering: .sequentiallyConsistent)
  } else {
    kill(process, number)
  }
  errno = code
}
