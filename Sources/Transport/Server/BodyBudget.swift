import Synchronization

/// How many bytes of bodies the requests of a listener may hold together, from their arrival to the end of their
/// answers.
final class BodyBudget: Sendable {
  private let limit: Int
  private let taken = Atomic(0)

  init(_ limit: Int) {
    self.limit = limit
  }

  /// Whether there is space for so many more now.
  func hasSpace(for bytes: Int) -> Bool {
    bytes <= limit - taken.load(ordering: .relaxed)
  }

  /// False, and nothing is taken, where it would be too many.
  func take(_ bytes: Int) -> Bool {
    guard taken.add(bytes, ordering: .relaxed).newValue <= limit else {
      giveBack(bytes)
      return false
    }
    return true
  }

  func giveBack(_ bytes: Int) {
    taken.subtract(bytes, ordering: .relaxed)
  }
}
