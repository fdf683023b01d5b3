import CSQLite
import FileSystem
import Glibc

/// One connection to an SQLite database, used by one thread at a time.
final class SQLiteDatabase {
  let path: String
  private let handle: OpaquePointer
  private var statements: [String: SQLiteStatement] = [:]

  enum Access {
    case writing, reading
    /// What is in the file itself, of which it is certain that nobody changes it: without its log, and without locks.
    case unchanging
  }

  /// Opens a file that exists; nothing of it is read yet.
  ///
  /// - Throws: ``LedgerFailure``.
  init(_ path: String, _ access: Access = .writing) throws(LedgerFailure) {
    self.path = path
    var opened: OpaquePointer?
    let flags =
      access.flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(access.address(of: path), &opened, flags, nil)
    guard code == SQLITE_OK, let opened else {
      let failure = Self.failure(path, code, opened)
      sqlite3_close_v2(opened)
      throw failure
    }
    handle = opened
    csqlite_leave_log_at_close(handle)
    sqlite3_wal_autocheckpoint(handle, 0)
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  /// How long it is waited for others, in milliseconds; 0 fails at once.
  func wait(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

  /// Carries out statements that return nothing.
  func execute(_ sql: String) throws(LedgerFailure) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Carries out one statement with its parameters.
  func run(_ sql: String, _ values: [SQLiteValue] = []) throws(LedgerFailure) {
    _ = try rows(sql, values) { _ in () }
  }

  /// What a statement returns, row by row.
  func rows<Row>(
    _ sql: String, _ values: [SQLiteValue] = [], _ read: (SQLiteStatement) -> Row
  ) throws(LedgerFailure) -> [Row] {
    var rows: [Row] = []
    try forEachRow(sql, values) { rows.append(read($0)) }
    return rows
  }

  /// Passes on what a statement returns, row by row, and keeps none of them.
  func forEachRow(
    _ sql: String, _ values: [SQLiteValue] = [], _ body: (SQLiteStatement) -> Void
  ) throws(LedgerFailure) {
    let statement = try prepared(sql)
    try statement.binding(values[...]) { code throws(LedgerFailure) in
      defer { statement.reset() }
      try check(code)
      while true {
        switch statement.step() {
        case SQLITE_ROW: body(statement)
        case SQLITE_DONE: return
        case let code: throw failure(code)
        }
      }
    }
  }

  /// A pragma's or a count's one number.
  func number(_ sql: String, _ values: [SQLiteValue] = []) throws(LedgerFailure) -> Int64 {
    try rows(sql, values) { $0.integer(0) }.first.flatMap(\.self) ?? 0
  }

  /// Does all of it or nothing, with nobody else writing meanwhile.
  func transaction<Result>(
    _ body: () throws(LedgerFailure) -> Result
  ) throws(LedgerFailure) -> Result {
    try execute("BEGIN IMMEDIATE")
    do throws(LedgerFailure) {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // Where SQLite has rolled back itself there is nothing to roll back.
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  /// Compiles a statement that will be carried out.
  func prepare(_ sql: String) throws(LedgerFailure) { _ = try prepared(sql) }

  private func prepared(_ sql: String) throws(LedgerFailure) -> SQLiteStatement {
    if let statement = statements[sql] { return statement }
    var prepared: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, sql, -1, &prepared, nil))
    guard let prepared else { throw .refused(path: path, reason: "nothing to carry out") }
    let statement = SQLiteStatement(prepared)
    statements[sql] = statement
    return statement
  }

  private func check(_ code: Int32) throws(LedgerFailure) {
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func failure(_ code: Int32) -> LedgerFailure { Self.failure(path, code, handle) }

  private static func failure(_ path: String, _ code: Int32, _ handle: OpaquePointer?) -> LedgerFailure {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy(path: path)
    case SQLITE_CORRUPT, SQLITE_NOTADB: return .damaged(path: path)
    case SQLITE_FULL: return .full(path: path)
    case SQLITE_READONLY, SQLITE_PERM: return .file(path: path, .unwritable(code: EROFS))
    case SQLITE_CANTOPEN, SQLITE_IOERR:
      let system = handle.map { sqlite3_system_errno($0) } ?? 0
      if system == ENOSPC { return .full(path: path) }
      if system != 0 { return .file(path: path, .unwritable(code: system)) }
    default: break
    }
    return .refused(path: path, reason: String(cString: sqlite3_errstr(code)))
  }
}

extension SQLiteDatabase.Access {
  fileprivate var flags: Int32 {
    switch self {
    case .writing: SQLITE_OPEN_READWRITE
    case .reading, .unchanging: SQLITE_OPEN_READONLY
    }
  }

  /// Source: https://www.sqlite.org/uri.html
  fileprivate func address(of path: String) -> String {
    let plain = Set("/-_.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let name = FileName.bytes(of: path).map { byte in
      plain.contains(byte)
        ? String(decoding: [byte], as: UTF8.self) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
    }
    // Without an authority, which would be empty, what follows two slashes would be one.
    let scheme = path.hasPrefix("/") ? "file://" : "file:"
    return scheme + name.joined() + (self == .unchanging ? "?immutable=1" : "")
  }
}
