import Dispatch

/// Reads an input in batches, on a thread of its own: reading may block, and nobody else shall wait for it.
package actor RowFeed<Content: Sendable> {
  private let thread = BlockingExecutor()
  private var source: any RowSource
  private let shard: Shard
  private let read: @Sendable (Row) -> RowItem<Content>
  private var batching: Batching<Content>
  /// What is still to be passed over.
  private var earlier: (rows: Int, mark: InputCheckpoint)?
  /// Rows of the input that were read, those of other shards included.
  package private(set) var rowsConsumed = 0

  /// What was consumed of the input so far, also of rows that belong to other shards.
  package var consumed: InputCheckpoint { source.mark }

  /// Keeps all work of the actor on its own thread, where reading may block.
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

  /// Passes over the rows that an earlier run has dealt with, before the next ones are read.
  package func resume(after rows: Int, upTo mark: InputCheckpoint) {
    earlier = rows > 0 ? (rows, mark) : nil
  }

  /// - Returns: `nil` at the end of the input.
  /// - Throws: ``ResumptionFailure/otherInput`` when the input does not begin as it did for an earlier run.
  package func next() throws -> RowBatch<Content>? {
    try skipEarlier()
    while !batching.isComplete, let row = try source.next() {
      rowsConsumed += 1
      if shard.contains(row: row.number) { batching.add(read(row), from: row.size) }
    }
    return batching.take(rowsConsumed: rowsConsumed, mark: source.mark)
  }

  private func skipEarlier() throws {
    guard let earlier else { return }
    while rowsConsumed < earlier.rows {
      guard try source.next() != nil else { throw ResumptionFailure.otherInput }
      rowsConsumed += 1
      if rowsConsumed % 64 == 0 { try Task.checkCancellation() }
    }
    guard source.mark == earlier.mark else { throw ResumptionFailure.otherInput }
    self.earlier = nil
  }
}

/// Runs an actor outside the threads that all tasks share, which must never block.
private final class BlockingExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "rows")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
