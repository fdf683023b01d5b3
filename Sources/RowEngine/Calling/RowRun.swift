/// Takes the rows of a feed through requests: several at once, each repeated, slowed down or split as the service
/// demands, and gives the results back in the order of the input.
///
/// It knows no API. `work` makes one request for some rows and says what came of it; everything else is decided by
/// ``RowSchedule``, whose tasks these are.
///
///     let feed = RowFeed(RowReader(.lines, read: read), BatchLimits(rows: 16)) { row in RowItem(…) }
///     let run = RowRun(feed, at: RateSettings(concurrency: 8), work: { texts in … })
///     try await run.run { batch, counts in try writer.write(batch) }
package struct RowRun<Content: Sendable, Value: Sendable> {
  private enum Event {
    case read(RowBatch<Content>?)
    case came(RowRequest, round: Int, BatchOutcome<Value>)
    case time
    case beat
    case interrupted(any Error)
  }

  private typealias Tasks = ThrowingTaskGroup<Event, any Error>

  private let feed: RowFeed<Content>
  private let pace: RateSettings
  private let clock: RowClock
  private let work: @Sendable ([Content]) async -> BatchOutcome<Value>
  private let interruption: (@Sendable () async -> any Error)?
  private let beat: (@Sendable () async throws -> Void)?

  /// - Parameters:
  ///   - beat: returns when somebody wants to know how far it is; `nil`: never.
  ///   - work: is given the contents of the rows of one request.
  ///   - interruption: returns when the run should end early, and says why.
  package init(
    _ feed: RowFeed<Content>, at pace: RateSettings, clock: RowClock = .starting(),
    interruption: (@Sendable () async -> any Error)? = nil,
    beat: (@Sendable () async throws -> Void)? = nil,
    work: @escaping @Sendable ([Content]) async -> BatchOutcome<Value>
  ) {
    self.feed = feed
    self.pace = pace
    self.clock = clock
    self.interruption = interruption
    self.beat = beat
    self.work = work
  }

  /// Deals with all rows.
  ///
  /// - Parameters:
  ///   - observe: is told what happens besides.
  ///   - deliver: takes finished batches in the order of the input, as early as can be.
  /// - Throws: ``RowsStopped`` when the service wants no more, the interruption, and what reading or delivering
  ///   throws.
  @discardableResult
  package func run(
    observe: (RowRunEvent, RowCounts) -> Void = { _, _ in },
    deliver: (FinishedBatch<Content, Value>, RowCounts) throws -> Void
  ) async throws -> RowCounts {
    try await withThrowingTaskGroup(of: Event.self) { tasks in
      if let interruption {
        tasks.addTask { .interrupted(await interruption()) }
      }
      var state = State(RowSchedule(pace))
      begin(&state, &tasks)
      addBeat(to: &tasks)
      while !state.isOver, let event = try await tasks.next() {
        let round = state.schedule.limiter.round
        try state.take(event, at: clock.now())
        if let news = state.news(of: event, since: round, at: clock.now()) {
          observe(news, state.schedule.counts)
        }
        if case .beat = event { addBeat(to: &tasks) }
        // First the new requests, then the writing, which takes a while.
        begin(&state, &tasks)
        while let batch = state.schedule.takeFinished() {
          state.schedule.counts.count(batch)
          try deliver(batch, state.schedule.counts)
        }
        begin(&state, &tasks)
      }
      tasks.cancelAll()
      if let stop = state.stop { throw stop }
      return state.schedule.counts
    }
  }

  private func addBeat(to tasks: inout Tasks) {
    guard let beat else { return }
    tasks.addTask {
      try await beat()
      return .beat
    }
  }

  private func begin(_ state: inout State, _ tasks: inout Tasks) {
    guard state.stop == nil else { return }
    let (feed, clock, work) = (feed, clock, work)
    while true {
      switch state.schedule.next(at: clock.now()) {
      case .work(let request, let round, let contents):
        tasks.addTask { .came(request, round: round, await work(contents)) }
        continue
      case .wait(let time) where state.alarm.map({ time < $0 }) ?? true:
        state.alarm = time
        tasks.addTask {
          try await clock.pause(max(.zero, time - clock.now()))
          return .time
        }
      case .spent(let spent):
        state.stop = RowsStopped(attempts: 1, cause: spent)
        return
      case .wait, .nothing: break
      }
      break
    }
    guard !state.isReading, !state.isAtEnd, state.schedule.wantsBatch else { return }
    state.isReading = true
    tasks.addTask { .read(try await feed.next()) }
  }
}

extension RowRun {
  /// What is going on.
  private struct State {
    var schedule: RowSchedule<Content, Value>
    var isReading = false
    var isAtEnd = false
    /// When the next alarm goes off.
    var alarm: Duration?
    /// Why nothing more is begun.
    var stop: RowsStopped?

    init(_ schedule: RowSchedule<Content, Value>) { self.schedule = schedule }

    /// Requests under way when the run must end were paid for: their answers are waited for.
    var isOver: Bool {
      stop != nil ? schedule.limiter.active == 0 : isAtEnd && schedule.isEmpty
    }

    /// What somebody may want to know after an event.
    ///
    /// - Parameter round: of the limiter before it.
    func news(of event: Event, since round: Int, at now: Duration) -> RowRunEvent? {
      let limiter = schedule.limiter
      let pause = max(.zero, limiter.notBefore - now)
      switch event {
      case .beat: return .beat(pause: pause)
      case .came(_, _, let outcome):
        guard limiter.round > round, let error = outcome.slowDown else { return nil }
        return .slowedDown(pause: pause, concurrency: limiter.allowed, error)
      case .read, .time, .interrupted: return nil
      }
    }

    mutating func take(_ event: Event, at now: Duration) throws {
      switch event {
      case .read(let batch):
        isReading = false
        if let batch { schedule.add(batch) } else { isAtEnd = true }
      case .came(let request, let round, let outcome):
        do {
          try schedule.finish(request, round: round, outcome, at: now, jitter: .random(in: 0..<1))
        } catch let error as RowsStopped {
          stop = stop ?? error
        }
      case .time: alarm = nil
      case .beat: break
      case .interrupted(let reason): throw reason
      }
    }
  }
}

/// What happens in a run beside results.
package enum RowRunEvent: Sendable {
  /// It is time to tell how far it is; nothing begins before the pause is over, which the service has asked for.
  case beat(pause: Duration)
  /// The service wants fewer requests: none before the pause is over, and then so many at the same time.
  case slowedDown(pause: Duration, concurrency: Int, any Error)
}
