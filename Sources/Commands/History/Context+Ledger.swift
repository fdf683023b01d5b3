import FileSystem
import Ledger

extension Context {
  /// The ledger with all that older versions of this program have kept in files; `nil` where the environment names no
  /// home.
  ///
  /// - Parameter upgrades: whether one of an earlier version is upgraded, for which one may have to wait.
  /// - Throws: `LedgerFailure`.
  func ledger(upgrades: Bool = false) throws -> Ledger? {
    guard let directories else { return nil }
    let ledger = try Ledger(at: directories.ledger, upgrades: upgrades)
    try ledger.writePending()
    try HistoryFiles(directories: directories).takeOver(to: ledger)
    try ledger.checkpoint()
    return ledger
  }

  /// The same to be read: where it cannot be written, as it is, without what waits beside it; `nil` where there is none.
  ///
  /// - Throws: ``SettingsFailure/noHome``, `LedgerFailure`.
  func readableLedger() throws -> Ledger? {
    do {
      return try neededLedger()
    } catch let failure as LedgerFailure where failure.isAboutWriting {
      return try ledgerAsItIs()
    }
  }

  /// The ledger to be read, with nothing made or changed; `nil` where there is none.
  ///
  /// - Throws: ``SettingsFailure/noHome``, `LedgerFailure`.
  func ledgerAsItIs() throws -> Ledger? {
    guard let directories else { throw SettingsFailure.noHome }
    let ledger = try Ledger(reading: directories.ledger)
    if ledger?.isPartial == true {
      Notes(errors, isQuiet: false).warn(
        "the last entries are left out: '\(directories.ledger)-wal' can be read only where its folder can be written"
      )
    }
    return ledger
  }
}

extension LedgerFailure {
  /// Whether it may still be read.
  fileprivate var isAboutWriting: Bool {
    switch self {
    case .file(_, .unwritable), .full: true
    case .file, .busy, .logInUse, .damaged, .newer, .refused: false
    }
  }
}
