import Dispatch
import Synchronization

/// Does something again and again on a queue, until it is told to end or nobody holds it any more.
final class PeriodicWork: Sendable {
  private let queue: DispatchQueue
  private let period: DispatchTimeInterval
  private let work: @Sendable () -> Void
  private let isOver = Atomic(false)

  /// - Parameter work: is done for the first time after one period.
  init(every period: DispatchTimeInterval, on queue: DispatchQueue, _ work: @escaping @Sendable () -> Void) {
    self.period = period
    self.queue = queue
    self.work = work
  }

  func begin() {
    queue.asyncAfter(deadline: .now() + period) { [weak self] in
      guard let self, !self.isOver.load(ordering: .relaxed) else { return }
      self.work()
      self.begin()
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }
}
