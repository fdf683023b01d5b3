import CSQLite

/// A statement that is compiled once and carried out again and again.
final class SQLiteStatement {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit { sqlite3_finalize(handle) }

  /// - Parameter index: from 1.
  /// - Returns: SQLite's code.
  func bind(_ value: SQLiteValue, at index: Int) -> Int32 {
    let index = Int32(index)
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // An empty text may have no address, which would be NULL.
          let count = Int32(clamping: characters.count)
          return characters.baseAddress.map { csqlite_bind_text(handle, index, $0, count) }
            ?? csqlite_bind_text(handle, index, "", 0)
        }
      }
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
