/// A request to be made for some rows of a batch, perhaps not for the first time.
struct Portion: Hashable, Sendable {
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

  var halves: [Portion] {
    let middle = rows.count / 2
    return [rows[..<middle], rows[middle...]].map { rows in
      var half = Portion(batch: batch, rows: Array(rows))
      half.successesBefore = successesBefore
      return half
    }
  }
}

/// What is to be done next, and what follows from what came back: the engine without its tasks and its clock.
struct RowSchedule<Content: Sendable, Value: Sendable> {
  enum Step {
    case work(Portion, round: Int, [Content])
    case wait(until: Duration)
    case nothing
  }

  private var conveyor: Conveyor<Content, Value>
  private var governor: Governor
  private let perseverance: Perseverance
  private var waiting: [Portion] = []
  var counts = RowCounts()

  init(_ pace: RowPace) {
    conveyor = Conveyor(window: 4 * pace.concurrency)
    perseverance = Perseverance(retries: pace.retries)
    governor = Governor(concurrency: pace.concurrency, perMinute: pace.perMinute, perseverance)
  }

  var isEmpty: Bool { conveyor.isEmpty }

  /// Whether there is nothing to begin and room for more.
  var wantsBatch: Bool { conveyor.hasRoom && !waiting.contains { $0.attempts == 0 } }

  mutating func add(_ batch: RowBatch<Content>) {
    let number = conveyor.add(batch)
    waiting += batch.requests.map { Portion(batch: number, rows: $0) }
  }

  mutating func takeFinished() -> FinishedBatch<Content, Value>? { conveyor.take() }

  /// What may begin now; it counts as begun.
  mutating func next(at now: Duration) -> Step {
    // The earliest of the input first: the others wait for it.
    let ready = waiting.indices.filter { waiting[$0].notBefore <= now }
    guard let place = ready.min(by: { waiting[$0].batch < waiting[$1].batch }) else {
      return waiting.map(\.notBefore).min().map { .wait(until: $0) } ?? .nothing
    }
    switch governor.verdict(at: now) {
    case .full: return .nothing
    case .wait(let time): return .wait(until: time)
    case .go: return begin(waiting.remove(at: place), at: now)
    }
  }

  private mutating func begin(_ portion: Portion, at now: Duration) -> Step {
    var portion = portion
    counts.requests += 1
    if portion.attempts > 0 { counts.retries += 1 }
    portion.attempts += 1
    portion.successesBefore = portion.successesBefore ?? counts.successes
    let contents = conveyor.contents(of: portion.rows, of: portion.batch)
    return .work(portion, round: governor.begin(at: now), contents)
  }

  /// - Throws: what ends the run.
  mutating func finish(
    _ portion: Portion, round: Int, _ outcome: BatchOutcome<Value>, at now: Duration, jitter: Double
  ) throws {
    switch outcome {
    case .done(let answer):
      governor.succeed(in: round)
      counts.successes += 1
      counts.tokens += answer.tokens
      put(answer, for: portion)
    case .slowDown(let asked, let error):
      guard governor.slowDown(in: round, asked: asked, at: now, jitter: jitter) else {
        throw RowsStopped(attempts: portion.attempts, cause: error)
      }
      // That was no fault of the rows.
      var portion = portion
      portion.attempts = max(1, portion.attempts - 1)
      waiting.append(portion)
    case .again(let asked, let error):
      governor.end()
      guard retry(portion, asked: asked, at: now, jitter: jitter) else {
        throw RowsStopped(attempts: portion.attempts, cause: error)
      }
    case .againOrSplit(let error):
      governor.end()
      guard !retry(portion, asked: nil, at: now, jitter: jitter) else { return }
      // A service that fails whatever it is asked has no quarrel with this row.
      guard portion.rows.count > 1 || counts.successes > portion.successesBefore ?? 0 else {
        throw RowsStopped(attempts: portion.attempts, cause: error)
      }
      split(portion, error)
    case .split(let error):
      governor.end()
      split(portion, error)
    case .stop(let error):
      governor.end()
      throw RowsStopped(attempts: 1, cause: error)
    }
  }

  private mutating func put(_ answer: BatchAnswer<Value>, for portion: Portion) {
    conveyor.put(answer.results, for: portion.rows, of: portion.batch, bytes: answer.bytes)
  }

  private mutating func retry(
    _ portion: Portion, asked: Duration?, at now: Duration, jitter: Double
  ) -> Bool {
    let pause = perseverance.pause(
      after: portion.attempts, asked: asked, isTrusted: governor.hasSucceeded, jitter: jitter)
    guard let pause else { return false }
    var portion = portion
    portion.notBefore = now + pause
    waiting.append(portion)
    return true
  }

  private mutating func split(_ portion: Portion, _ error: any Error) {
    guard portion.rows.count > 1 else {
      return conveyor.put([.failure(error)], for: portion.rows, of: portion.batch)
    }
    waiting += portion.halves
  }
}
