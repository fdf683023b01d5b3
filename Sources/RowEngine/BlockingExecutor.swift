import Dispatch

/// Runs an actor outside the threads that all tasks share, which must never block.
final class BlockingExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "rows")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
