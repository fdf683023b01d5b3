import Wire

/// A request to be made for some rows of a batch, perhaps not for the first time.
struct RowRequest: Hashable, Sendable {
  var batch: Int
  /// Places in the batch.
  var rows: [Int]
  /// How many attempts were made.
  var attempts = 0
  /// Since the beginning of the run.
  var notBefore = Duration.zero
  /// How many requests had succeeded when it was first made.
  var successesBefore: Int?

  init(batch: Int, rows: [Int]) {
    self.batch = batch
    self.rows = rows
  }

  var halves: [RowRequest] {
    let middle = rows.count / 2
    return [rows[..<middle], rows[middle...]].map { rows in
      var half = RowRequest(batch: batch, rows: Array(rows))
      half.successesBefore = successesBefore
      return half
    }
  }
}

/// What is to be done next, and what follows from what came back: the engine without its tasks and its clock.
struct RowSchedule<Content: Sendable, Value: Sendable> {
  enum Step {
    case work(RowRequest, round: Int, [Content])
    case wait(until: Duration)
    case nothing
    /// Nothing may begin any more.
    case spent(BudgetSpent)
  }

  private var buffer: ReorderBuffer<Content, Value>
  private(set) var limiter: AdaptiveRateLimiter
  private var budget: BudgetGuard
  private let backoff: Backoff
  private var waiting: [RowRequest] = []
  var counts = RowCounts()

  init(_ pace: RateSettings) {
    buffer = ReorderBuffer(window: 4 * pace.concurrency)
    backoff = Backoff(retries: pace.retries)
    budget = BudgetGuard(pace.budget)
    limiter = AdaptiveRateLimiter(concurrency: pace.concurrency, perMinute: pace.perMinute, backoff)
  }

  var isEmpty: Bool { buffer.isEmpty }

  /// Whether there is nothing to begin and room for more.
  var wantsBatch: Bool { buffer.hasRoom && !waiting.contains { $0.attempts == 0 } }

  mutating func add(_ batch: RowBatch<Content>) {
    let number = buffer.add(batch)
    waiting += batch.requests.map { RowRequest(batch: number, rows: $0) }
  }

  mutating func takeFinished() -> FinishedBatch<Content, Value>? { buffer.take() }

  /// What may begin now; it counts as begun.
  mutating func next(at now: Duration) -> Step {
    // The earliest of the input first: the others wait for it.
    let ready = waiting.indices.filter { waiting[$0].notBefore <= now }
    guard let index = ready.min(by: { waiting[$0].batch < waiting[$1].batch }) else {
      return waiting.map(\.notBefore).min().map { .wait(until: $0) } ?? .nothing
    }
    switch budget.verdict(counts, underWay: limiter.active) {
    case .go: break
    case .wait: return .nothing
    case .spent(let spent): return .spent(spent)
    }
    switch limiter.verdict(at: now) {
    case .full: return .nothing
    case .wait(let time): return .wait(until: time)
    case .go: return begin(waiting.remove(at: index), at: now)
    }
  }

  private mutating func begin(_ request: RowRequest, at now: Duration) -> Step {
    var request = request
    counts.requests += 1
    if request.attempts > 0 { counts.retries += 1 }
    request.attempts += 1
    request.successesBefore = request.successesBefore ?? counts.successes
    let contents = buffer.contents(of: request.rows, of: request.batch)
    return .work(request, round: limiter.begin(at: now), contents)
  }

  /// - Throws: what ends the run.
  mutating func finish(
    _ request: RowRequest, round: Int, _ outcome: BatchOutcome<Value>, at now: Duration, jitter: Double
  ) throws {
    switch outcome {
    case .done(let answer):
      limiter.succeed(in: round)
      counts.successes += 1
      use(requests: answer.requests - 1, answer.tokens)
      put(answer, for: request)
    case .after(let requests, let tokens, let outcome):
      use(requests: requests, tokens)
      try finish(request, round: round, outcome, at: now, jitter: jitter)
    case .slowDown(let asked, let error):
      guard limiter.slowDown(in: round, asked: asked, at: now, jitter: jitter) else {
        throw RowsStopped(attempts: request.attempts, cause: error)
      }
      // That was no fault of the rows.
      var request = request
      request.attempts = max(1, request.attempts - 1)
      waiting.append(request)
    case .again(let asked, let error):
      limiter.end()
      guard retry(request, asked: asked, at: now, jitter: jitter) else {
        throw RowsStopped(attempts: request.attempts, cause: error)
      }
    case .againOrSplit(let error):
      limiter.end()
      guard !retry(request, asked: nil, at: now, jitter: jitter) else { return }
      // A service that fails whatever it is asked has no quarrel with this row.
      guard request.rows.count > 1 || counts.successes > request.successesBefore ?? 0 else {
        throw RowsStopped(attempts: request.attempts, cause: error)
      }
      split(request, error)
    case .split(let error):
      limiter.end()
      split(request, error)
    case .stop(let error):
      limiter.end()
      throw RowsStopped(attempts: 1, cause: error)
    }
  }

  /// - Parameter requests: besides the one that was counted when it began.
  private mutating func use(requests: Int, _ tokens: Count) {
    counts.requests += requests
    counts.tokens += tokens
    budget.see(tokens: tokens.value)
  }

  private mutating func put(_ answer: BatchAnswer<Value>, for request: RowRequest) {
    buffer.put(answer.results, for: request.rows, of: request.batch, bytes: answer.bytes)
  }

  private mutating func retry(
    _ request: RowRequest, asked: Duration?, at now: Duration, jitter: Double
  ) -> Bool {
    let pause = backoff.pause(
      after: request.attempts, retryAfter: asked, isTrusted: limiter.hasSucceeded, jitter: jitter)
    guard let pause else { return false }
    var request = request
    request.notBefore = now + pause
    waiting.append(request)
    return true
  }

  private mutating func split(_ request: RowRequest, _ error: any Error) {
    guard request.rows.count > 1 else {
      return buffer.put([.failure(error)], for: request.rows, of: request.batch)
    }
    waiting += request.halves
  }
}
