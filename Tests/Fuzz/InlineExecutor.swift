import Dispatch
import Synchronization

/// Runs tasks on the thread that waits for them, so that an input always takes the same way.
final class InlineExecutor: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let isDone = Atomic(false)
  private let arrivals = DispatchSemaphore(value: 0)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    arrivals.signal()
  }

  /// Returns when the function does.
  static func run(_ body: @escaping @Sendable () async -> Void) {
    let executor = InlineExecutor()
    Task(executorPreference: executor) {
      await body()
      executor.isDone.store(true, ordering: .releasing)
    }
    while !executor.isDone.load(ordering: .acquiring) {
      executor.arrivals.wait()
      executor.jobs.withLock { $0.removeFirst() }.runSynchronously(on: executor.asUnownedTaskExecutor())
    }
  }
}
