import Digest
import Dispatch
import Wire

/// Reads an input in batches, on a thread of its own: reading may block, and nobody else shall wait for it.
package actor RowFeed<Content: Sendable> {
  private let thread = BlockingExecutor()
  private var source: any RowSource
  private let shard: Shard
  private let read: @Sendable (Row) -> RowItem<Content>
  private var batching: Batching<Content>
  /// What is still to be passed over.
  private var earlier: (rows: Int, mark: InputCheckpoint)?
  /// Where rows come in pages.
  private let pages: (any RowPages)?
  /// Where the page of the source begins.
  private var page = PagePosition(address: [:])
  private var isInPage = false
  /// Rows of the input that were read, those of other shards included.
  package private(set) var rowsConsumed = 0

  /// What was consumed of the input so far, also of rows that belong to other shards.
  package var consumed: InputCheckpoint { mark }

  /// Keeps all work of the actor on its own thread, where reading may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// - Parameter read: finds in a row what is to be sent.
  package init(
    _ source: sending any RowSource, shard: Shard = .whole, _ limits: BatchLimits,
    read: @escaping @Sendable (Row) -> RowItem<Content>
  ) {
    self.source = source
    pages = nil
    self.shard = shard
    self.read = read
    batching = Batching(limits)
  }

  /// - Parameters:
  ///   - pages: begin where ``resume(after:upTo:)`` goes on.
  ///   - read: finds in a row what is to be sent.
  package init(
    _ pages: any RowPages, shard: Shard = .whole, _ limits: BatchLimits,
    read: @escaping @Sendable (Row) -> RowItem<Content>
  ) {
    source = RecordPage([])
    self.pages = pages
    self.shard = shard
    self.read = read
    batching = Batching(limits)
  }

  /// Passes over the rows that an earlier run has dealt with, before the next ones are read.
  package func resume(after rows: Int, upTo mark: InputCheckpoint) {
    earlier = rows > 0 ? (rows, mark) : nil
    page = mark.page ?? page
    rowsConsumed = page.rows
  }

  /// - Returns: `nil` at the end of the input.
  /// - Throws: ``ResumptionFailure/otherInput`` when the input does not begin as it did for an earlier run.
  package func next() async throws -> RowBatch<Content>? {
    try await skipEarlier()
    while !batching.isComplete {
      guard var row = try source.next() else {
        guard try await turnPage() else { break }
        continue
      }
      rowsConsumed += 1
      row.number += page.rows
      if shard.contains(row: row.number) { batching.add(read(row), from: row.size) }
    }
    return batching.take(rowsConsumed: rowsConsumed, mark: mark)
  }

  /// - Returns: false where there is no further page.
  private func turnPage() async throws -> Bool {
    guard let next = try await pages?.next() else { return false }
    // The first page begins where the input does, or where it is gone on with.
    if isInPage {
      let end = mark
      page = PagePosition(address: [:], rows: rowsConsumed, bytes: end.bytes, digest: end.digest)
    }
    page.address = next.address
    isInPage = true
    source = next.source
    return true
  }

  private var mark: InputCheckpoint {
    var mark = source.mark
    guard pages != nil else { return mark }
    mark.bytes += page.bytes
    // What came before counts too, though it is not read again.
    mark.digest = SHA256.digest(of: page.digest + mark.digest)
    mark.page = page
    return mark
  }

  private func skipEarlier() async throws {
    guard let earlier else { return }
    while rowsConsumed < earlier.rows {
      guard try source.next() != nil else {
        guard try await turnPage() else { throw ResumptionFailure.otherInput }
        continue
      }
      rowsConsumed += 1
      if rowsConsumed % 64 == 0 { try Task.checkCancellation() }
    }
    guard mark == earlier.mark else { throw ResumptionFailure.otherInput }
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
