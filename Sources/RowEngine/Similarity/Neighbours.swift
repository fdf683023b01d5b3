package import Wire

/// A vector that is near to the one that was asked for.
package struct Neighbour: Hashable, Sendable {
  /// Cosine similarity: 1 is the same direction, 0 has nothing in common.
  package var score: Float
  /// Its position in the file, from 1.
  package var row: Int
  /// The row's own, else its number.
  package var id: JSONValue
  /// Where the file holds it.
  package var text: String?

  /// - Parameter row: from 1.
  package init(score: Float, row: Int, id: JSONValue, text: String? = nil) {
    self.score = score
    self.row = row
    self.id = id
    self.text = text
  }
}

/// Keeps the nearest of all that are offered: the order of the offers makes no difference.
struct Neighbours: Sendable {
  private let limit: Int
  /// The nearest first; of equals the one that stands earlier in the file.
  private(set) var nearest: [Neighbour] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// - Parameter make: is asked only for what is near enough.
  mutating func offer(score: Float, row: Int, _ make: () throws -> Neighbour) rethrows {
    guard !score.isNaN, nearest.count < limit || precedes(score, row, nearest.last) else { return }
    let index = nearest.firstIndex { precedes(score, row, $0) } ?? nearest.count
    nearest.insert(try make(), at: index)
    if nearest.count > limit { nearest.removeLast() }
  }

  mutating func merge(_ others: Neighbours) {
    for other in others.nearest { offer(score: other.score, row: other.row) { other } }
  }

  private func precedes(_ score: Float, _ row: Int, _ other: Neighbour?) -> Bool {
    guard let other else { return false }
    return score > other.score || (score == other.score && row < other.row)
  }
}
