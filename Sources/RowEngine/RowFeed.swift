/// Reads an input in batches, on a thread of its own: reading may block, and nobody else shall wait for it.
package actor RowFeed<Content: Sendable> {
  private let thread = BlockingExecutor()
  private var source: any RowSource
  private let shard: Shard
  private let read: @Sendable (Row) -> RowItem<Content>
  private var batching: Batching<Content>
  /// Rows of the input that were read, those of other shards included.
  package private(set) var rowsConsumed = 0

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// - Parameter read: finds in a row what is to be sent.
  package init(
    _ source: sending any RowSource, shard: Shard = .whole, _ limits: BatchLimits,
    read: @escaping @Sendable (Row) -> RowItem<Content>
  ) {
    self.source = source
    self.shard = shard
    self.read = read
    batching = Batching(limits)
  }

  /// Passes over the rows that an earlier run has dealt with.
  ///
  /// - Throws: ``ResumptionFailure/otherInput`` when they are not the same as then.
  package func skip(rows: Int, upTo mark: InputMark) throws {
    while rowsConsumed < rows {
      guard try source.next() != nil else { throw ResumptionFailure.otherInput }
      rowsConsumed += 1
      if rowsConsumed % 4096 == 0 { try Task.checkCancellation() }
    }
    guard rows == 0 || source.mark == mark else { throw ResumptionFailure.otherInput }
  }

  /// - Returns: `nil` at the end of the input.
  package func next() throws -> RowBatch<Content>? {
    while !batching.isComplete, let row = try source.next() {
      rowsConsumed += 1
      if shard.contains(row: row.number) { batching.add(read(row), from: row.size) }
    }
    return batching.take(rowsConsumed: rowsConsumed, mark: source.mark)
  }
}
