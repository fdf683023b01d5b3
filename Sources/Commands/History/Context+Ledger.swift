import Ledger

extension Context {
  /// The ledger with all that older versions of this program have kept in files; `nil` where the environment names no
  /// home.
  ///
  /// - Throws: `LedgerFailure`.
  func ledger() throws -> Ledger? {
    guard let directories else { return nil }
    let ledger = try Ledger(at: directories.ledger)
    try ledger.writePending()
    try HistoryFiles(directories: directories).takeOver(to: ledger)
    try ledger.checkpoint()
    return ledger
  }
}
