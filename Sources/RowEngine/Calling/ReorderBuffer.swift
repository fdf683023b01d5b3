/// Takes batches in the order of the input and results in any order, and gives finished batches back in order.
package struct ReorderBuffer<Content: Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    var batch: RowBatch<Content>
    var results: [Result<Value, any Error>?]
    var missing: Int
    var bytes: Int
  }

  private let window: Int
  private let capacity: Int
  private var entries: [Entry?]
  private var first = 0
  private var next = 0
  private var bytes = 0

  /// - Parameters:
  ///   - window: batches that may be under way or wait for an earlier one.
  ///   - capacity: bytes; a buffer that holds as many takes no more batches.
  package init(window: Int, capacity: Int = 2 << 20) {
    self.window = window
    self.capacity = capacity
    entries = Array(repeating: nil, count: window)
  }

  /// Whether nothing is under way or waits.
  package var isEmpty: Bool { first == next }
  /// Whether another batch may be added.
  package var hasRoom: Bool { next - first < window && bytes < capacity }

  /// - Returns: the batch's number, by which its results are put.
  package mutating func add(_ batch: RowBatch<Content>) -> Int {
    let results = batch.items.map { item -> Result<Value, any Error>? in
      if case .failure(let problem) = item.content { .failure(problem) } else { nil }
    }
    bytes += batch.bytes
    entries[next % window] = Entry(
      batch: batch, results: results, missing: results.count { $0 == nil }, bytes: batch.bytes)
    defer { next += 1 }
    return next
  }

  /// Takes results of rows of a batch.
  ///
  /// - Parameter bytes: what they hold in memory until they are taken.
  package mutating func put(
    _ results: [Result<Value, any Error>], for rows: [Int], of batch: Int, bytes: Int = 0
  ) {
    self.bytes += bytes
    for (row, result) in zip(rows, results) { entries[batch % window]?.results[row] = result }
    entries[batch % window]?.missing -= rows.count
    entries[batch % window]?.bytes += bytes
  }

  /// What is to be sent for rows of a batch.
  package func contents(of rows: [Int], of batch: Int) -> [Content] {
    guard let items = entries[batch % window]?.batch.items else { return [] }
    return rows.compactMap { try? items[$0].content.get() }
  }

  /// The next batch of the input, if it is finished.
  package mutating func take() -> FinishedBatch<Content, Value>? {
    guard first < next, let entry = entries[first % window], entry.missing == 0 else { return nil }
    entries[first % window] = nil
    first += 1
    bytes -= entry.bytes
    let rows = zip(entry.batch.items, entry.results).compactMap { item, result in
      result.map { FinishedRow(item: item, result: $0) }
    }
    return FinishedBatch(rows: rows, rowsConsumed: entry.batch.rowsConsumed, mark: entry.batch.mark)
  }
}
