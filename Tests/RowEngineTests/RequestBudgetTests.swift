import RowEngine
import Synchronization
import TestSupport
import Testing
import Wire

/// What a run may use, and that it stops before.
@Suite struct RequestBudgetTests {
  private static func stopped(
    _ budget: RequestBudget, concurrency: Int = 4, _ service: RowRunTests.Service, rows: Int = 100
  ) async -> (rows: Int, requests: Int, BudgetSpent?) {
    var pace = RateSettings(concurrency: concurrency)
    pace.budget = budget
    let run = RowRun(
      RowRunTests.feed(rows, batch: 1), at: pace, clock: RowRunTests.jumpingClock(), work: service.work)
    var count = 0
    do {
      try await run.run { batch, _ in count += batch.rows.count }
      return (count, service.requests.withLock { $0.count }, nil)
    } catch let stopped as RowsStopped {
      return (count, service.requests.withLock { $0.count }, stopped.cause as? BudgetSpent)
    } catch {
      return (count, -1, nil)
    }
  }

  private static func answering(tokens: Count, requests: Int = 1) -> RowRunTests.Service {
    RowRunTests.Service { texts, _ in
      var answer = BatchAnswer(texts.map { Result<String, any Error>.success($0) }, tokens: tokens)
      answer.requests = requests
      return .done(answer)
    }
  }

  @Test(arguments: [1, 4, 16])
  func noRequestIsMadeBeyond(_ concurrency: Int) async {
    // The third row is empty, and asks for nothing.
    let end = await Self.stopped(
      RequestBudget(requests: 10), concurrency: concurrency, Self.answering(tokens: 1))
    #expect(end.requests == 10)
    #expect(end.2 == .requests(10))
    #expect(end.rows == 11)
  }

  @Test func requestsMadeAgainCount() async {
    struct Failure: Error {}
    let service = RowRunTests.Service { texts, request in
      request % 2 == 0 ? RowRunTests.shouted(texts) : .again(asked: nil, Failure())
    }
    let end = await Self.stopped(RequestBudget(requests: 10), concurrency: 1, service)
    #expect(end.requests == 10)
    #expect(end.2 == .requests(10))
    // While a row waits for its turn the next may be asked for, and rows are delivered in order: how many are
    // together is a matter of pauses. Five are paid for, and one is empty.
    #expect(end.rows <= 6)
  }

  /// With how many calls and rows are done; every other call fails in its second request.
  @Test(arguments: [
    (RequestBudget(requests: 10, requestsPerBatch: 2), 6, 4, BudgetSpent.requests(10)),
    (RequestBudget(tokens: 35), 5, 2, .tokens(35)),
  ])
  func whatWasAskedBeforeARequestThatFailedCounts(
    _ budget: RequestBudget, _ calls: Int, _ rows: Int, _ spent: BudgetSpent
  ) async {
    struct Failure: Error {}
    let service = RowRunTests.Service { texts, request in
      request % 2 == 0
        ? RowRunTests.shouted(texts) : .after(requests: 1, tokens: 10, .again(asked: nil, Failure()))
    }
    let end = await Self.stopped(budget, concurrency: 1, service)
    #expect(end.requests == calls && end.2 == spent)
    // As above.
    #expect(end.rows <= rows)
  }

  /// What a row may still take is kept for it.
  @Test func aRowThatTakesSeveralIsNotBegunWithTooLittle() async {
    let end = await Self.stopped(
      RequestBudget(requests: 10, requestsPerBatch: 3), Self.answering(tokens: 1, requests: 3))
    #expect(end.requests == 3)
    #expect(end.2 == .requests(10))
  }

  @Test(arguments: [1, 4, 16])
  func noTokensAreUsedBeyond(_ concurrency: Int) async {
    let end = await Self.stopped(
      RequestBudget(tokens: 105), concurrency: concurrency, Self.answering(tokens: 10))
    #expect(end.requests == 10)
    #expect(end.2 == .tokens(105))
  }

  @Test func aBudgetThatReachesIsNoMatter() async {
    let end = await Self.stopped(
      RequestBudget(requests: 99, tokens: 990), Self.answering(tokens: 10))
    #expect(end.rows == 100 && end.requests == 99 && end.2 == nil)
  }
}

/// What a run tells beside its results.
@Suite struct RowRunEventTests {
  @Test func aSlowDownIsTold() async throws {
    struct Busy: Error {}
    let service = RowRunTests.Service { texts, request in
      request == 1 ? .slowDown(asked: .seconds(20), Busy()) : RowRunTests.shouted(texts)
    }
    let run = RowRun(
      RowRunTests.feed(8, batch: 1), at: RateSettings(concurrency: 2), clock: RowRunTests.jumpingClock(),
      work: service.work)
    var told: [(Duration, Int)] = []
    try await run.run { event, _ in
      if case .slowedDown(let pause, let concurrency, _) = event { told.append((pause, concurrency)) }
    } deliver: { _, _ in
    }
    #expect(told.count == 1)
    #expect(told.first.map { $0.0 >= .seconds(20) && $0.1 == 1 } == true)
  }

  @Test func aBeatTellsHowFarItIs() async throws {
    let run = RowRun(
      RowRunTests.feed(8, batch: 1), at: RateSettings(concurrency: 1), clock: RowRunTests.jumpingClock(),
      beat: {}, work: { RowRunTests.shouted($0) })
    var beats = 0
    try await run.run { event, _ in
      if case .beat(let pause) = event, pause == .zero { beats += 1 }
    } deliver: {
      _, _ in
    }
    #expect(beats > 0)
  }
}
