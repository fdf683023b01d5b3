import FileSystem
import Glibc
import Synchronization

/// What was asked and answered on this machine, in one SQLite database that nobody else may read.
package final class Ledger: Sendable {
  /// Where the database is.
  package let path: String
  /// Whether entries are left out that stand in the log beside the database, which cannot be read.
  package let isPartial: Bool
  private let database: Mutex<SQLiteDatabase>

  /// Opens the database, and makes it where there is none.
  ///
  /// Other processes are waited for, for a few seconds at most.
  ///
  /// - Parameter upgrades: whether one of an earlier version is given what was added since, which takes long where it
  ///   has many texts, and keeps all others from writing meanwhile; without that it can be read and written, too.
  /// - Throws: ``LedgerFailure``.
  package init(at path: String, upgrades: Bool = true) throws(LedgerFailure) {
    self.path = path
    try Self.makeFile(path)
    let database = try SQLiteDatabase(path)
    database.wait(milliseconds: 5000)
    // What a process has written outlives the process; a failure of the power may take the last entries with it. The
    // database itself is put on the disk by `checkpoint`.
    try database.execute("PRAGMA synchronous = OFF")
    try LedgerSchema.prepare(database, upgrades: upgrades)
    self.database = Mutex(database)
    isPartial = false
  }

  /// Opens the database to be read, as it is: nothing is made or changed.
  ///
  /// - Returns: `nil` where there is none.
  /// - Throws: ``LedgerFailure``.
  package init?(reading path: String) throws(LedgerFailure) {
    guard try Self.exists(path) else { return nil }
    let database: SQLiteDatabase
    let version: Int
    (database, version, isPartial) = try Self.opened(path)
    guard version > 0 else { return nil }
    self.path = path
    self.database = Mutex(database)
  }

  /// - Throws: ``LedgerFailure/file(path:_:)`` where nobody may ask for it.
  private static func exists(_ path: String) throws(LedgerFailure) -> Bool {
    var facts = stat()
    guard FileName.withPath(path, { stat($0, &facts) }) != 0 else { return true }
    let code = errno
    guard code == ENOENT || code == ENOTDIR else { throw .file(path: path, .unreadable(code: code)) }
    return false
  }

  private static func opened(
    _ path: String
  ) throws(LedgerFailure) -> sending (SQLiteDatabase, version: Int, isPartial: Bool) {
    do throws(LedgerFailure) {
      let database = try SQLiteDatabase(path, .reading)
      database.wait(milliseconds: 5000)
      return (database, try LedgerSchema.version(of: database), false)
    } catch .file {
      // The file that keeps readers and writers apart is not there, and cannot be made.
      let database = try SQLiteDatabase(path, .unchanging)
      return (database, try LedgerSchema.version(of: database), (FileFacts(of: path + "-wal")?.size ?? 0) > 0)
    }
  }

  /// SQLite would make it as wide as the process's mask allows; the files beside it get its permissions.
  private static func makeFile(_ path: String) throws(LedgerFailure) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
    } catch {
      throw .file(path: folder, error)
    }
    guard let facts = FileFacts(of: path) else { return try makeEmptyFile(path) }
    guard facts.kind == .plain else { throw .file(path: path, .notAFile) }
    guard facts.owner == geteuid() else { throw .file(path: path, .ownedByAnother) }
    guard facts.permissions & 0o077 != 0 else { return }
    guard FileName.withPath(path, { chmod($0, 0o600) }) == 0 else {
      throw .file(path: path, .unwritable(code: errno))
    }
  }

  private static func makeEmptyFile(_ path: String) throws(LedgerFailure) {
    do throws(FileFailure) {
      _ = try OpenFile(writing: path, permissions: 0o600)
    } catch {
      throw error.code == ENOSPC ? .full(path: path) : .file(path: path, .unwritable(code: error.code))
    }
  }

  func withDatabase<Result: Sendable>(
    _ body: (SQLiteDatabase) throws(LedgerFailure) -> Result
  ) throws(LedgerFailure) -> Result {
    try database.withLock { database throws(LedgerFailure) in try body(database) }
  }

  /// From now on what others prevent fails at once, with ``LedgerFailure/busy(path:)``.
  func waitForNobody() throws(LedgerFailure) {
    try withDatabase { database throws(LedgerFailure) in database.wait(milliseconds: 0) }
  }

  var pending: PendingRecords { PendingRecords(folder: Self.pendingFolder(of: path)) }

  static func pendingFolder(of path: String) -> String {
    (path.hasSuffix(".db") ? String(path.dropLast(3)) : path) + ".pending"
  }
}

extension Ledger {
  /// Moves what the write-ahead log holds into the database, and puts both on the disk, when the log has grown: whoever
  /// opens the database alone reads the whole log.
  ///
  /// - Throws: ``LedgerFailure``; a database that others use at the moment is left as it is.
  package func checkpoint() throws(LedgerFailure) {
    guard isLogLong else { return }
    // Where others read it at the moment, the next one does it.
    _ = try withDatabase { database throws(LedgerFailure) in try database.checkpoint() }
  }

  /// Whether there is something for ``checkpoint()`` to do.
  package var isLogLong: Bool { (FileFacts(of: path + "-wal")?.size ?? 0) > Self.longestLog }

  /// Bytes; a hundred entries or so.
  private static let longestLog = 1 << 20
}

extension SQLiteDatabase {
  /// Moves what the write-ahead log holds into the database, and puts both on the disk.
  ///
  /// - Returns: false where others use the log, so that it could not be emptied.
  func checkpoint() throws(LedgerFailure) -> Bool {
    try execute("PRAGMA synchronous = NORMAL")
    let isStopped = try number("PRAGMA wal_checkpoint(TRUNCATE)") != 0
    try execute("PRAGMA synchronous = OFF")
    return !isStopped
  }
}
