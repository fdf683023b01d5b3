package import Wire

/// How far a run has come, in numbers.
package struct RowCounts: Hashable, Sendable {
  /// Rows with a result.
  package var done = 0
  /// Rows without one.
  package var refused = 0
  /// Requests that were made, those made again included.
  package var requests = 0
  /// Requests that were made again.
  package var retries = 0
  /// Requests that were answered with results.
  package var successes = 0
  /// As the service counts them.
  package var tokens: Count = 0
  /// Of the input, up to the last row that is dealt with, those of other shards included.
  package var inputRows = 0
  /// The same in bytes.
  package var inputBytes = 0

  /// Of a run that begins.
  package init() {}

  /// Rows that are dealt with.
  package var rows: Int { done + refused }

  mutating func count<Content, Value>(_ batch: FinishedBatch<Content, Value>) {
    let refused = batch.rows.count { row in
      if case .failure = row.result { true } else { false }
    }
    self.refused += refused
    done += batch.rows.count - refused
    (inputRows, inputBytes) = (batch.rowsConsumed, batch.mark.bytes)
  }

  /// With what an earlier run has done.
  func added(to earlier: ProgressRecord?) -> RowCounts {
    var sum = self
    sum.done += earlier?.done ?? 0
    sum.refused += earlier?.refused ?? 0
    return sum
  }
}
