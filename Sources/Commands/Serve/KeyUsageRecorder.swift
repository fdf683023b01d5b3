import CompatibleServer
import Dispatch
import FoundationEssentials
import Ledger
import Synchronization

/// Keeps what keys use in the ledger, behind the back of those who use it. What a budget depends on is written within
/// milliseconds, under load within a tenth of a second, so that a server that is killed forgets next to nothing of it;
/// where many keys are in use at a time, of each at most a few requests of the last second.
final class KeyUsageRecorder: KeyUsageStore {
  fileprivate struct State {
    var accounts: [String: KeyUsageAccount] = [:]
    /// Those that have something to write, or had it since all was written last.
    var changed: [KeyUsageAccount] = []
    /// Those among them that have much to write.
    var urgent: [KeyUsageAccount] = []
    /// Tokens of a day by keys, as the ledger told them last.
    var kept: (day: UTCDay, tokens: [String: Int])?
    var isScheduled = false
    /// So many requests share a transaction as end within this time.
    var pause = KeyUsageRecorder.leastPause
    var hasWarned = false
  }

  /// Keys that are written together as soon as one of them has used something.
  private static let fewKeys = 32
  /// Where there are more keys, so many requests of one are written at once; fewer wait for the next second.
  private static let manyRequests = 4
  private static let leastPause = Duration.milliseconds(5)
  private static let longestPause = Duration.milliseconds(100)
  /// A transaction is followed by a pause of so many times its own time: many keys under load would keep a processor busy
  /// with nothing else.
  private static let pauseShare = 100
  /// How often it is asked what other servers have written.
  private static let period = DispatchTimeInterval.seconds(1)

  private let path: String?
  private let now: @Sendable () -> Date
  private let warn: @Sendable (LedgerFailure) -> Void
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "key usage")
  private let looking = Mutex<PeriodicWork?>(nil)
  /// Opened on the queue, and used there alone.
  private let ledger = Mutex<Ledger?>(nil)

  /// - Parameters:
  ///   - path: of the ledger; `nil` keeps all in memory.
  ///   - warn: is told once why nothing can be kept.
  init(
    at path: String?, now: @escaping @Sendable () -> Date, warn: @escaping @Sendable (LedgerFailure) -> Void
  ) {
    self.path = path
    self.now = now
    self.warn = warn
    // Whoever comes first meets the budget of the day.
    queue.sync { synchronize() }
    let work = PeriodicWork(every: Self.period, on: queue) { [weak self] in self?.synchronize() }
    looking.withLock { $0 = work }
    work.begin()
  }

  func account(of key: String) -> KeyUsageAccount {
    state.withLock { state in
      if let account = state.accounts[key] { return account }
      let kept = state.kept.map { (day: $0.day, tokens: $0.tokens[key] ?? 0) }
      let account = KeyUsageAccount(of: key, kept: kept) { [weak self] in self?.notice($0, $1) }
      state.accounts[key] = account
      return account
    }
  }

  private func notice(_ account: KeyUsageAccount, _ change: KeyUsageAccount.Change) {
    let pause: Duration? = state.withLock { state in
      if change.isFirst { state.changed.append(account) }
      if change.isUrgent, change.requests == Self.manyRequests { state.urgent.append(account) }
      guard change.isUrgent, !state.isScheduled, state.changed.count <= Self.fewKeys || !state.urgent.isEmpty
      else { return nil }
      state.isScheduled = true
      return state.pause
    }
    guard let pause else { return }
    let milliseconds = DispatchTimeInterval.milliseconds(Int((pause / .milliseconds(1)).rounded(.up)))
    queue.asyncAfter(deadline: .now() + milliseconds) { self.synchronize(asksOthers: false) }
  }

  func usage(since day: UTCDay) async -> [KeyUsage.Place: KeyUsage] {
    await withCheckedContinuation { continuation in
      queue.async {
        self.synchronize()
        continuation.resume(returning: self.all(since: day))
      }
    }
  }

  /// Writes what is not written yet, and looks no more what others write.
  func end() {
    looking.withLock { $0?.end() }
    queue.sync { synchronize() }
  }

  /// Called on the queue alone.
  ///
  /// - Parameter asksOthers: whether to write all, and to ask what other servers on the same ledger have written, too.
  private func synchronize(asksOthers: Bool = true) {
    let day = UTCDay(now())
    let start = ContinuousClock.now
    let (accounts, written) = beginWriting(all: asksOthers)
    do throws(LedgerFailure) {
      guard let ledger = try openLedger() else { return postpone(accounts) }
      let keptDay = state.withLock { $0.kept?.day }
      let kept = try asksOthers || day != keptDay ? ledger.keyTokens(on: day.text) : nil
      // Last: what is written must not be written again because something behind it has failed.
      if !written.isEmpty { try ledger.add(Self.records(of: written)) }
      let pause = (ContinuousClock.now - start) * Self.pauseShare
      let all = state.withLock { state in
        state.pause = min(max(pause, Self.leastPause), Self.longestPause)
        if let kept { state.kept = (day, kept) }
        state.hasWarned = false
        return kept == nil ? [] : Array(state.accounts.values)
      }
      for account in kept == nil ? accounts : all {
        account.endWriting(kept: kept.map { (day, $0[account.key] ?? 0) })
      }
      try ledger.checkpoint()
    } catch {
      postpone(accounts)
      let isNew = state.withLock { state in
        defer { state.hasWarned = true }
        return !state.hasWarned
      }
      if isNew { warn(error) }
    }
  }

  /// What is to be written now, and whose it is.
  private func beginWriting(all: Bool) -> ([KeyUsageAccount], [KeyUsageAccount.Entry]) {
    let (accounts, isAll) = state.withLock { state in
      state.isScheduled = false
      let isAll = all || state.changed.count <= Self.fewKeys
      defer {
        state.urgent.removeAll(keepingCapacity: true)
        if isAll { state.changed.removeAll(keepingCapacity: true) }
      }
      return (isAll ? state.changed : state.urgent, isAll)
    }
    return (accounts, accounts.flatMap { $0.beginWriting(forgets: isAll) })
  }

  /// What could not be written waits for the next time.
  private func postpone(_ accounts: [KeyUsageAccount]) {
    let changed = accounts.filter { $0.postponeWriting() }
    state.withLock { $0.changed += changed }
  }

  private func openLedger() throws(LedgerFailure) -> Ledger? {
    try ledger.withLock { ledger throws(LedgerFailure) in
      if ledger == nil, let path { ledger = try Ledger(at: path, upgrades: false) }
      return ledger
    }
  }

  private func all(since day: UTCDay) -> [KeyUsage.Place: KeyUsage] {
    let waiting = state.withLock { $0.changed }.flatMap(\.waiting).filter { $0.place.day >= day }
    var all = Dictionary(uniqueKeysWithValues: waiting.map { ($0.place, $0.usage) })
    // What cannot be read was complained of already.
    for usage in (try? openLedger()?.keyUsage(since: day.text)) ?? [] {
      guard let day = UTCDay(usage.day) else { continue }
      let place = KeyUsage.Place(day: day, key: usage.key, model: usage.model)
      all[place, default: KeyUsage()] += KeyUsage(usage)
    }
    return all
  }

  private static func records(of entries: [KeyUsageAccount.Entry]) -> [LedgerKeyUsage] {
    // A day is a text that takes its time, and they are nearly all of one.
    var days: [UTCDay: String] = [:]
    for entry in entries where days[entry.place.day] == nil {
      days[entry.place.day] = entry.place.day.text
    }
    return entries.map { LedgerKeyUsage($0.usage, at: $0.place, day: days[$0.place.day] ?? "") }
  }
}

extension KeyUsage {
  fileprivate init(_ usage: LedgerKeyUsage) {
    self.init()
    (requests, failures) = (usage.requests, usage.failures)
    (inputTokens, outputTokens) = (usage.inputTokens, usage.outputTokens)
  }
}

extension LedgerKeyUsage {
  fileprivate init(_ usage: KeyUsage, at place: KeyUsage.Place, day: String) {
    self.init(
      day: day, key: place.key, model: place.model, requests: usage.requests,
      failures: usage.failures, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens)
  }
}
