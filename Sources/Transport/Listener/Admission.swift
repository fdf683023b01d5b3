import Synchronization

/// Lets requests in to the service, but only so many at once.
///
/// A request that is still arriving does not count, and one whose answer has begun neither: what is scarce are the
/// calls that wait, while a stream that flows costs next to nothing.
final class Admission: Sendable {
  private let limit: Int
  private let waiting = Atomic(0)
  private let ending = Atomic(false)

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the listener comes to its end, so that every answer is the last of its connection.
  var isEnding: Bool { ending.load(ordering: .relaxed) }

  func end() {
    ending.store(true, ordering: .relaxed)
  }

  /// Whether one more may wait for its answer; then ``leave()`` is owed.
  func enter() -> Bool {
    if waiting.add(1, ordering: .relaxed).newValue <= limit { return true }
    leave()
    return false
  }

  func leave() {
    waiting.subtract(1, ordering: .relaxed)
  }
}
