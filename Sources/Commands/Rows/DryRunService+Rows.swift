import RowEngine

extension DryRunService {
  /// Goes through all rows for `--dry-run`: each request is printed instead of being sent.
  static func all<Content>(
    of feed: RowFeed<Content>, from inputName: String, _ send: ([Content]) async throws -> Void
  ) async throws {
    while let batch = try await feed.next() {
      for rows in batch.requests {
        do {
          try await send(rows.compactMap { try? batch.items[$0].content.get() })
        } catch is Described {
          continue
        }
      }
    }
    guard await feed.rowsConsumed > 0 else { throw CommandFailure.noRows(inputName) }
  }
}
