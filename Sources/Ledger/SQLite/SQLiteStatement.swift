import CSQLite

/// A statement that is compiled once and carried out again and again.
final class SQLiteStatement {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  /// Gives the parameters from an index on, which counts from 1, their values while the body goes on; texts may be large
  /// and are not copied.
  ///
  /// - Throws: what the body throws, which is given SQLite's code: of the first parameter that could not be given.
  func binding<Answer>(
    _ values: ArraySlice<SQLiteValue>, from index: Int32 = 1,
    _ body: (Int32) throws(LedgerFailure) -> Answer
  ) throws(LedgerFailure) -> Answer {
    guard let value = values.first else { return try body(SQLITE_OK) }
    let others = values.dropFirst()
    func go(on code: Int32) throws(LedgerFailure) -> Answer {
      guard code == SQLITE_OK else { return try body(code) }
      return try binding(others, from: index + 1, body)
    }
    switch value {
    case .null: return try go(on: sqlite3_bind_null(handle, index))
    case .integer(let number): return try go(on: sqlite3_bind_int64(handle, index, number))
    case .text(var text):
      // A text without an address would be NULL.
      guard !text.isEmpty else { return try go(on: csqlite_bind_text(handle, index, "", 0)) }
      let answer = text.withUTF8 { bytes in
        let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        return Result { () throws(LedgerFailure) in
          try go(on: csqlite_bind_text(handle, index, start, Int32(clamping: bytes.count)))
        }
      }
      return try answer.get()
    }
  }

  /// Goes on to the next row.
  ///
  /// - Returns: SQLite's code.
  func step() -> Int32 { sqlite3_step(handle) }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// A number of the row; `nil` for NULL.
  func integer(_ column: Int32) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
  }

  /// A text of the row; `nil` for NULL.
  func text(_ column: Int32) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
