import Glibc
import Synchronization

/// Writes into the ledger without making anybody wait: the database is opened by a thread of its own while the answer is
/// on its way, and what cannot be written within a moment is put beside it, for whoever comes next.
package final class LedgerWriter: Sendable {
  /// What became of a record.
  package enum Outcome: Equatable, Sendable {
    /// It is in the database; with the id of its conversation.
    case written(conversation: String?)
    /// It waits to be put there. With the failure, unless others were only quicker.
    case waiting(LedgerFailure?)
  }

  /// How many records that wait are put into the database along with a new one: after days in which nobody could write
  /// there may be thousands, and somebody waits for this one.
  private static let mostPending = 16

  private let path: String
  private let limit: Duration
  private let opening = Mutex<OpeningThread?>(nil)

  /// Touches nothing yet.
  ///
  /// - Parameters:
  ///   - path: the database's; beside it a folder for records that wait.
  ///   - limit: for how long others are waited for, the opening included.
  package init(at path: String, limit: Duration = .milliseconds(2)) {
    self.path = path
    self.limit = limit
  }

  /// Begins to open the database, for a record that will come.
  package func begin() { _ = begun() }

  private func begun() -> OpeningThread {
    opening.withLock { opening in
      let thread = opening ?? OpeningThread(path)
      opening = thread
      return thread
    }
  }

  /// Writes a record; takes a few milliseconds more than the limit at most, whatever others do.
  ///
  /// - Throws: ``LedgerFailure`` where it is not kept at all.
  @discardableResult
  package func write(_ record: LedgerRecord) throws(LedgerFailure) -> Outcome {
    let failure: LedgerFailure
    do throws(LedgerFailure) {
      return .written(conversation: try written(record))
    } catch {
      failure = error
    }
    do throws(LedgerFailure) {
      try PendingRecords(folder: Ledger.pendingFolder(of: path)).add(record)
    } catch {
      // Why the database could not take it says more.
      if case .busy = failure { throw error }
      throw failure
    }
    if case .busy = failure { return .waiting(nil) }
    return .waiting(failure)
  }

  private func written(_ record: LedgerRecord) throws(LedgerFailure) -> String? {
    let opening = begun()
    let end = ContinuousClock.now + limit
    let ledger = try Waiting.whileBusy(until: end) { () throws(LedgerFailure) in try opening.ledger() }
    return try Waiting.whileBusy(until: end) { () throws(LedgerFailure) in
      try ledger.write(record, pendingAtMost: Self.mostPending)
    }
  }
}

/// For how long others are waited for.
private enum Waiting {
  /// Tries again as long as others have the database.
  static func whileBusy<Result>(
    until end: ContinuousClock.Instant, _ body: () throws(LedgerFailure) -> Result
  ) throws(LedgerFailure) -> Result {
    while ContinuousClock.now < end {
      do throws(LedgerFailure) {
        return try body()
      } catch .busy {
        usleep(400)
      }
    }
    return try body()
  }
}

/// A thread that opens the database, and what it has come to.
private final class OpeningThread: Sendable {
  private let path: String
  private let result = Mutex<Result<Ledger, LedgerFailure>?>(nil)

  init(_ path: String) {
    self.path = path
    let hasStarted = DetachedThread.start { [self] in open() }
    // Where the system has no more threads, it is done here.
    if !hasStarted { open() }
  }

  /// - Throws: ``LedgerFailure``; ``LedgerFailure/busy(path:)`` where it is not open yet.
  func ledger() throws(LedgerFailure) -> Ledger {
    guard let opened = result.withLock({ $0 }) else { throw .busy(path: path) }
    return try opened.get()
  }

  /// Opens the database, and has another thread put a log that has grown on the disk, for which nobody waits.
  private func open() {
    let opened = Result { () throws(LedgerFailure) in
      // Upgrading takes longer than the process may live.
      let ledger = try Ledger(at: path, upgrades: false)
      try ledger.waitForNobody()
      // What cannot be done now is done, or told, when there is something to write.
      try? ledger.prepareToWrite()
      return ledger
    }
    // Only now: who writes meanwhile would wait for the database without an end.
    result.withLock { $0 = opened }
    guard case .success(let ledger) = opened, ledger.isLogLong else { return }
    _ = DetachedThread.start { [path] in
      // It is as good for the next one.
      try? Ledger(at: path, upgrades: false).checkpoint()
    }
  }
}

/// A thread for calls that block, and that nobody waits for: it ends with the process.
private enum DetachedThread {
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// - Returns: false where the system has no more threads.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Body(body))
    let code = pthread_create(
      &thread, nil,
      { argument -> UnsafeMutableRawPointer? in
        argument.map { Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    guard code == 0 else {
      argument.release()
      return false
    }
    pthread_detach(thread)
    return true
  }
}
