import FileSystem
import RowEngine
import Wire

/// What all rows of an output have come to, those of earlier runs included.
struct RowsEnding {
  var done: Int
  var refused: Int
  /// What the sink remembers.
  var state: JSONObject
  /// What is listed for each row, where that is needed.
  var list: OpenFile?
}

extension RowsEnding {
  /// Of an output that was whole before.
  init(_ record: ProgressRecord, list: OpenFile?) {
    self.init(done: record.done, refused: record.refused, state: record.state, list: list)
  }

  /// - Throws: ``CommandFailure/refusedRows(refused:done:)``.
  func check() throws(CommandFailure) {
    guard refused == 0 else { throw .refusedRows(refused: refused, done: done) }
  }
}
