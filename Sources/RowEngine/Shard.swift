/// The part of an input that one of several machines works on: every N-th row, beginning with the K-th.
package struct Shard: Hashable, Sendable {
  /// K, from 1.
  package var number: Int
  /// N.
  package var count: Int

  /// - Parameter number: from 1.
  package init(_ number: Int, of count: Int) {
    self.number = number
    self.count = count
  }

  /// All rows.
  package static let whole = Shard(1, of: 1)

  /// - Parameter row: its position in the whole input, from 1.
  package func contains(row: Int) -> Bool { (row - number) % count == 0 && row >= number }
}
