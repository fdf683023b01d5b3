import Testing
import Wire

@testable import RowEngine

@Suite struct BatchingTests {
  struct Case: Sendable {
    var sizes: [Int?]
    var requests: [[Int]]
    var isComplete: Bool
  }

  /// Sizes in bytes; `nil` is a row that cannot be sent.
  @Test(arguments: [
    Case(sizes: [], requests: [], isComplete: false),
    Case(sizes: [1, 1, 1], requests: [[0, 1, 2]], isComplete: false),
    Case(sizes: [1, 1, 1, 1], requests: [[0, 1, 2, 3]], isComplete: true),
    Case(sizes: [1, nil, 1, nil], requests: [[0, 2]], isComplete: false),
    Case(sizes: [60, 60], requests: [[0], [1]], isComplete: true),
    Case(sizes: [60, 40], requests: [[0, 1]], isComplete: true),
    Case(sizes: [60, 20, 500], requests: [[0, 1], [2]], isComplete: true),
    Case(sizes: [500], requests: [[0]], isComplete: true),
    Case(sizes: [nil, nil], requests: [], isComplete: false),
  ])
  func rowsAreGrouped(_ example: Case) {
    var batching = Batching<String>(BatchLimits(rows: 4, bytes: 100))
    for (index, size) in example.sizes.enumerated() { batching.add(Self.item(index + 1, size)) }
    #expect(batching.isComplete == example.isComplete)
    let batch = batching.take(rowsConsumed: 9, mark: InputCheckpoint(bytes: 1, digest: []))
    #expect(batch?.requests ?? [] == example.requests)
    #expect(batch?.items.count ?? 0 == example.sizes.count)
    let rest = batching.take(rowsConsumed: 9, mark: InputCheckpoint(bytes: 1, digest: []))
    #expect(rest?.items.count == nil)
  }

  @Test func rowsThatCannotBeSentDoNotPileUp() {
    var batching = Batching<String>(BatchLimits(rows: 4))
    var count = 0
    while !batching.isComplete, count < 100_000 {
      count += 1
      batching.add(Self.item(count, nil))
    }
    #expect(count == 1000)
  }

  @Test func fieldsThatAreNotSentDoNotPileUp() {
    var batching = Batching<String>(BatchLimits(rows: 1000))
    var count = 0
    while !batching.isComplete, count < 100_000 {
      count += 1
      batching.add(Self.item(count, count % 2 == 0 ? 1 : nil), from: 1 << 20)
    }
    #expect(count == 4)
  }

  static func item(_ number: Int, _ size: Int?) -> RowItem<String> {
    RowItem(
      number: number, id: JSONValue(number),
      content: size == nil ? .failure(RowProblem.empty) : .success("x"), size: size ?? 0)
  }
}

@Suite struct ShardTests {
  @Test func everyRowBelongsToOneShard() {
    let rows = (1...3).map { number in (1...10).filter { Shard(number, of: 3).contains(row: $0) } }
    #expect(rows == [[1, 4, 7, 10], [2, 5, 8], [3, 6, 9]])
  }

  @Test func theWholeHasAllRows() {
    #expect((1...5).allSatisfy { Shard.whole.contains(row: $0) })
  }
}
