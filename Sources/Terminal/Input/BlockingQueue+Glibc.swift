import Dispatch
import Glibc

/// Runs an actor on a thread of its own, so that waiting for a person holds up nobody else.
final class BlockingQueue: SerialExecutor {
  private let queue: DispatchQueue

  init(_ label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      Self.stayInForeground()
      job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  // A job in the background that touches the terminal has to stop, but the queue's threads block every signal.
  private static func stayInForeground() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTTIN)
    sigaddset(&signals, SIGTTOU)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}
