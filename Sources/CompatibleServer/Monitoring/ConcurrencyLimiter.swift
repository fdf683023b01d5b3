import Synchronization

/// How many requests are under way, and how many may wait for their answers at once. A stream that has begun only
/// hands on what comes, so it waits for nothing: there may be many more of them.
final class ConcurrencyLimiter: Sendable {
  private let limit: Int
  private let total: Int
  private let waiting = Atomic(0)
  private let streaming = Atomic(0)

  /// - Parameters:
  ///   - limit: how many may wait.
  ///   - total: how many there may be, with the streams that have begun.
  init(_ limit: Int, atAll total: Int = .max) {
    self.limit = limit
    self.total = total
  }

  /// What is under way.
  struct Load: Equatable {
    /// Requests whose answers have not begun.
    var waiting: Int
    /// Streams that have begun.
    var streaming: Int
    /// How many may wait.
    var limit: Int
  }

  var load: Load {
    Load(
      waiting: waiting.load(ordering: .relaxed), streaming: streaming.load(ordering: .relaxed), limit: limit)
  }

  /// - Throws: ``ServerError/busy(retryAfter:)``.
  func enter() throws(ServerError) {
    let now = waiting.add(1, ordering: .relaxed).newValue
    guard now <= limit, now + streaming.load(ordering: .relaxed) <= total else {
      leave()
      throw .busy(retryAfter: 1)
    }
  }

  func leave() {
    waiting.subtract(1, ordering: .relaxed)
  }

  /// The answer of one that waited is a stream, and has begun.
  func beginStream() {
    streaming.add(1, ordering: .relaxed)
    leave()
  }

  func endStream() {
    streaming.subtract(1, ordering: .relaxed)
  }
}
