import Synchronization

/// How many requests are being answered, and how many may be.
final class Places: Sendable {
  private let limit: Int
  private let inUse = Atomic(0)

  init(_ limit: Int) { self.limit = limit }

  var taken: Int { inUse.load(ordering: .relaxed) }

  /// - Throws: ``ServedFailure/busy(retryAfter:)``.
  func take() throws(ServedFailure) {
    guard inUse.add(1, ordering: .relaxed).newValue <= limit else {
      leave()
      throw .busy(retryAfter: 1)
    }
  }

  func leave() {
    inUse.subtract(1, ordering: .relaxed)
  }
}
