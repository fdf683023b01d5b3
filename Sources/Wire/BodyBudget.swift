import Synchronization

/// How many bytes the bodies of a server's requests may take in memory together, with what they become there, from their
/// arrival to the end of their answers.
package final class BodyBudget: Sendable {
  /// All that there is, in bytes.
  package let limit: Int
  private let taken = Atomic(0)

  /// - Parameter limit: bytes.
  package init(_ limit: Int) {
    self.limit = limit
  }

  /// Whether there is space for so many more now.
  package func hasSpace(for bytes: Int) -> Bool {
    bytes <= limit - taken.load(ordering: .relaxed)
  }

  /// False, and nothing is taken, where it would be too many.
  package func take(_ bytes: Int) -> Bool {
    guard bytes <= limit else { return false }
    let isTaken = taken.add(bytes, ordering: .relaxed).newValue <= limit
    if !isTaken { giveBack(bytes) }
    return isTaken
  }

  /// So many are free again.
  package func giveBack(_ bytes: Int) {
    taken.subtract(bytes, ordering: .relaxed)
  }
}
