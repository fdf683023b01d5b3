import FoundationEssentials
import ModelsAPI
import Terminal
import Wire

/// Asks for jobs again and again until all of them have ended.
struct JobPoller {
  private let connection: Connection
  private let context: Context
  private let isQuiet: Bool
  private var pending: [BatchJob.ID]
  /// The last that was heard of those that go on.
  private var statuses: [BatchJob.ID: BatchJob.Status] = [:]
  private let count: Int
  private var failed = 0
  private var hasAnswered = false
  /// Of the last round.
  private var trouble: (any Error)?

  init(_ jobs: [BatchJob.ID], _ connection: Connection, in context: Context, isQuiet: Bool) {
    self.connection = connection
    self.context = context
    self.isQuiet = isQuiet
    pending = jobs
    count = pending.count
  }

  /// - Parameter print: is given each job that has ended.
  /// - Throws: ``BatchFailure`` when a job failed or the wait ran out.
  mutating func wait(
    _ backoff: PollingBackoff, atMost limit: Duration?, _ print: (BatchJob) throws -> Void
  ) async throws {
    var backoff = backoff
    var progress = context.progressLine(isQuiet: isQuiet)
    let start = context.now()
    while true {
      let asked = try await round { job in
        progress.clear()
        try print(job)
      }
      guard !pending.isEmpty else { break }
      let elapsed = Duration.seconds(context.now().timeIntervalSince(start))
      let left = limit.map { $0 - elapsed }
      guard left.map({ $0 > .zero }) ?? true else {
        throw BatchFailure.waitRanOut(running: pending.count, of: count, trouble: trouble)
      }
      progress.show(words(after: elapsed))
      let pause = backoff.pause(retryAfter: asked)
      try await context.pause(left.map { min($0, pause) } ?? pause)
    }
    progress.clear()
    guard failed == 0 else { throw BatchFailure.failedJobs(failed: failed, of: count) }
  }

  /// Asks once for each job that goes on.
  ///
  /// - Returns: the longest pause that the service asks for.
  private mutating func round(_ print: (BatchJob) throws -> Void) async throws -> Duration? {
    var longest: Duration?
    var trouble: (any Error)?
    for id in pending {
      do {
        let job = try await connection.models.status(of: id)
        hasAnswered = true
        statuses[id] = job.status
        if job.isOver { try end(job, print) }
      } catch {
        guard let failure = RetriesExhausted.lastFailure(of: error),
          failure.failureClass.isWorthPolling(hasAnswered: hasAnswered)
        else {
          try lose(id, error)
          continue
        }
        trouble = error
        longest = [longest, failure.retryAfter].compactMap { $0 }.max()
      }
    }
    report(trouble)
    return longest
  }

  private mutating func end(_ job: BatchJob, _ print: (BatchJob) throws -> Void) throws {
    forget(job.id)
    if job.status != .succeeded { failed += 1 }
    try print(job)
  }

  private mutating func forget(_ id: BatchJob.ID) {
    pending.removeAll { $0 == id }
  }

  /// The others may still be worth waiting for.
  ///
  /// - Throws: what ends the wait for all of them.
  private mutating func lose(_ id: BatchJob.ID, _ error: any Error) throws {
    guard let error = error as? ModelsFailure else { throw error }
    let trouble = BatchFailure.trouble(id, error)
    guard error.failureClass.concernsOneJob, count > 1 else { throw trouble }
    forget(id)
    failed += 1
    connection.notes.remark(FailureReport(trouble, hiding: context.redaction).text)
  }

  /// Says once that the service is away, and once that it is back.
  private mutating func report(_ trouble: (any Error)?) {
    defer { self.trouble = trouble }
    switch (trouble, self.trouble != nil) {
    case (let trouble?, false):
      let report = FailureReport(trouble, hiding: context.redaction)
      connection.notes.note("\(report.message); the jobs are asked for again")
    case (nil, true): connection.notes.note("the service answers again")
    case (_?, true), (nil, false): break
    }
  }

  private func words(after elapsed: Duration) -> String {
    let seconds = elapsed.components.seconds
    let running = statuses.filter { pending.contains($0.key) && $0.value == .running }.count
    let time = seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    return "\(count - pending.count) of \(count) jobs ended, \(running) running, \(time)"
  }
}
