import CompatibleServer
import Dispatch
import FoundationEssentials
import Ledger
import Synchronization

/// Keeps what keys use in the ledger, behind the back of those who use it. What a budget depends on is written within
/// milliseconds, under load within a tenth of a second, so that a server that is killed forgets next to nothing of it.
final class KeyUsageRecorder: KeyUsageStore {
  fileprivate typealias Usages = [KeyUsage.Place: KeyUsage]

  fileprivate struct State {
    /// The day of ``kept``.
    var day: UTCDay?
    /// Tokens by keys, as the ledger told them last, and what was written since.
    var kept: [String: Int] = [:]
    /// What is being written, and what is not yet.
    var writing: Usages = [:]
    var waiting: Usages = [:]
    /// Tokens by keys of both, for they are asked for with every request.
    var unwritten: [TokenPlace: Int] = [:]
    var isScheduled = false
    /// So many requests share a transaction as end within this time.
    var pause = KeyUsageRecorder.leastPause
    var hasWarned = false
  }

  fileprivate struct TokenPlace: Hashable {
    let day: UTCDay
    let key: String
  }

  private static let leastPause = Duration.milliseconds(5)
  private static let longestPause = Duration.milliseconds(100)
  /// A transaction is followed by a pause of so many times its own time: many keys under load would keep a processor busy
  /// with nothing else.
  private static let pauseShare = 50
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

  func add(_ usage: KeyUsage, at place: KeyUsage.Place, isUrgent: Bool) {
    let pause: Duration? = state.withLock { state in
      state.waiting[place, default: KeyUsage()] += usage
      state.unwritten[TokenPlace(day: place.day, key: place.key), default: 0] += usage.boundedTokens
      guard isUrgent, !state.isScheduled else { return nil }
      state.isScheduled = true
      return state.pause
    }
    guard let pause else { return }
    let milliseconds = DispatchTimeInterval.milliseconds(Int((pause / .milliseconds(1)).rounded(.up)))
    queue.asyncAfter(deadline: .now() + milliseconds) { self.synchronize(asksOthers: false) }
  }

  func tokens(on day: UTCDay, of key: String) -> Int {
    state.withLock { state in
      let kept = state.day == day ? state.kept[key] ?? 0 : 0
      return kept + (state.unwritten[TokenPlace(day: day, key: key)] ?? 0)
    }
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
  /// - Parameter asksOthers: whether to ask what other servers on the same ledger have written, too.
  private func synchronize(asksOthers: Bool = true) {
    let day = UTCDay(now())
    let (usages, keptDay) = state.withLock { state in
      state.isScheduled = false
      // Empty but for what a failure has left: their memory serves again.
      swap(&state.writing, &state.waiting)
      return (state.writing, state.day)
    }
    do throws(LedgerFailure) {
      guard let ledger = try openLedger() else { return keepAll() }
      let kept = try asksOthers || day != keptDay ? ledger.keyTokens(on: day.text) : nil
      let start = ContinuousClock.now
      // Last: what is written must not be written again because something behind it has failed.
      if !usages.isEmpty { try ledger.add(Self.records(of: usages)) }
      let pause = (ContinuousClock.now - start) * Self.pauseShare
      state.withLock { state in
        state.pause = min(max(pause, Self.leastPause), Self.longestPause)
        if let kept { (state.day, state.kept) = (day, kept) }
        state.keepWritten()
        state.writing.removeAll(keepingCapacity: true)
        state.unwritten = Self.tokens(of: state.waiting)
        state.hasWarned = false
      }
      try ledger.checkpoint()
    } catch {
      keepAll()
      let isNew = state.withLock { state in
        defer { state.hasWarned = true }
        return !state.hasWarned
      }
      if isNew { warn(error) }
    }
  }

  /// What could not be written waits for the next time.
  private func keepAll() {
    state.withLock { state in
      for (place, usage) in state.writing { state.waiting[place, default: KeyUsage()] += usage }
      state.writing.removeAll(keepingCapacity: true)
    }
  }

  private func openLedger() throws(LedgerFailure) -> Ledger? {
    try ledger.withLock { ledger throws(LedgerFailure) in
      if ledger == nil, let path { ledger = try Ledger(at: path, upgrades: false) }
      return ledger
    }
  }

  private func all(since day: UTCDay) -> Usages {
    var all = state.withLock { $0.waiting.filter { $0.key.day >= day } }
    // What cannot be read was complained of already.
    for usage in (try? openLedger()?.keyUsage(since: day.text)) ?? [] {
      guard let day = UTCDay(usage.day) else { continue }
      all[KeyUsage.Place(day: day, key: usage.key, model: usage.model), default: KeyUsage()] += KeyUsage(
        usage)
    }
    return all
  }

  private static func records(of usages: Usages) -> [LedgerKeyUsage] {
    // A day is a text that takes its time, and they are nearly all of one.
    var days: [UTCDay: String] = [:]
    for place in usages.keys where days[place.day] == nil { days[place.day] = place.day.text }
    return usages.map { place, usage in LedgerKeyUsage(usage, at: place, day: days[place.day] ?? "") }
  }

  private static func tokens(of usages: Usages) -> [TokenPlace: Int] {
    var tokens: [TokenPlace: Int] = [:]
    for (place, usage) in usages {
      tokens[TokenPlace(day: place.day, key: place.key), default: 0] += usage.boundedTokens
    }
    return tokens
  }
}

extension KeyUsageRecorder.State {
  /// What was written is kept now.
  fileprivate mutating func keepWritten() {
    for (place, usage) in writing where place.day == day {
      kept[place.key, default: 0] += usage.boundedTokens
    }
  }
}

extension KeyUsage {
  /// A service may tell any number; sums of these stay numbers.
  fileprivate var boundedTokens: Int { min(max(0, tokens), 1 << 40) }

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
