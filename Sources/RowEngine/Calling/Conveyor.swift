/// Takes batches in the order of the input and results in any order, and gives finished batches back in order.
package struct Conveyor<Content: Sendable, Value: Sendable>: Sendable {
  private struct Place {
    var batch: RowBatch<Content>
    var results: [Result<Value, any Error>?]
    var missing: Int
    var bytes: Int
  }

  private let window: Int
  private let capacity: Int
  private var places: [Place?]
  private var first = 0
  private var next = 0
  private var bytes = 0

  /// - Parameters:
  ///   - window: batches that may be under way or wait for an earlier one.
  ///   - capacity: bytes; a conveyor that holds as many takes no more batches.
  package init(window: Int, capacity: Int = 2 << 20) {
    self.window = window
    self.capacity = capacity
    places = Array(repeating: nil, count: window)
  }

  package var isEmpty: Bool { first == next }
  package var hasRoom: Bool { next - first < window && bytes < capacity }

  /// - Returns: the batch's number, by which its results are put.
  package mutating func add(_ batch: RowBatch<Content>) -> Int {
    let results = batch.items.map { item -> Result<Value, any Error>? in
      if case .failure(let problem) = item.content { .failure(problem) } else { nil }
    }
    bytes += batch.bytes
    places[next % window] = Place(
      batch: batch, results: results, missing: results.count { $0 == nil }, bytes: batch.bytes)
    defer { next += 1 }
    return next
  }

  package mutating func put(
    _ results: [Result<Value, any Error>], for rows: [Int], of batch: Int, bytes: Int = 0
  ) {
    self.bytes += bytes
    for (row, result) in zip(rows, results) { places[batch % window]?.results[row] = result }
    places[batch % window]?.missing -= rows.count
    places[batch % window]?.bytes += bytes
  }

  package func contents(of rows: [Int], of batch: Int) -> [Content] {
    guard let items = places[batch % window]?.batch.items else { return [] }
    return rows.compactMap { try? items[$0].content.get() }
  }

  /// The next batch of the input, if it is finished.
  package mutating func take() -> FinishedBatch<Content, Value>? {
    guard first < next, let place = places[first % window], place.missing == 0 else { return nil }
    places[first % window] = nil
    first += 1
    bytes -= place.bytes
    let rows = zip(place.batch.items, place.results).compactMap { item, result in
      result.map { FinishedRow(item: item, result: $0) }
    }
    return FinishedBatch(rows: rows, rowsConsumed: place.batch.rowsConsumed, mark: place.batch.mark)
  }
}
