package import FileSystem

/// Why the ledger cannot be read or written.
package enum LedgerFailure: Error, Equatable, Sendable {
  /// Another process has had it for longer than one can wait.
  case busy(path: String)
  /// What was removed still stands in the log, because another process reads it.
  case logInUse(path: String)
  /// It is no SQLite database, or one that is damaged.
  case damaged(path: String)
  /// A later version of this program has written it.
  case newer(path: String, version: Int)
  /// The file or its folder cannot be opened, made or written.
  case file(path: String, PrivateFile.Problem)
  /// The disk is full.
  case full(path: String)
  /// What SQLite says of anything else.
  case refused(path: String, reason: String)
}
