/// Rows that were read together, and how far into the input they reach.
package struct RowBatch<Content: Sendable>: Sendable {
  /// The rows that were read, in the order of the input.
  package var items: [RowItem<Content>]
  /// Which of them go into a request together; rows that cannot be sent are in none.
  package var requests: [[Int]]
  /// Of what is to be sent.
  package var bytes: Int
  /// How many rows of the input were consumed up to its end, those of other shards included.
  package var rowsConsumed: Int
  /// Up to its last row.
  package var mark: InputCheckpoint

  /// What ``RowFeed`` makes of the rows that it has read.
  package init(
    items: [RowItem<Content>], requests: [[Int]], bytes: Int, rowsConsumed: Int, mark: InputCheckpoint
  ) {
    self.items = items
    self.requests = requests
    self.bytes = bytes
    self.rowsConsumed = rowsConsumed
    self.mark = mark
  }
}

/// A batch of which every row has been dealt with.
package struct FinishedBatch<Content: Sendable, Value: Sendable>: Sendable {
  /// In the order of the input.
  package var rows: [FinishedRow<Content, Value>]
  /// How many rows of the input were consumed up to its end.
  package var rowsConsumed: Int
  /// Up to its last row.
  package var mark: InputCheckpoint

  /// A batch whose requests have all come back.
  package init(rows: [FinishedRow<Content, Value>], rowsConsumed: Int, mark: InputCheckpoint) {
    self.rows = rows
    self.rowsConsumed = rowsConsumed
    self.mark = mark
  }
}
