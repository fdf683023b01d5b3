import RowEngine
import Synchronization
import TestSupport
import Testing
import Wire

/// The engine as a whole, with a service made of a function.
@Suite struct RowRunTests {
  struct Refused: Error, Equatable { var text: String }

  /// What a service does with a request, and how often it was asked.
  final class Service: Sendable {
    let requests = Mutex<[[String]]>([])
    let answer: @Sendable (_ texts: [String], _ request: Int) -> BatchOutcome<String>

    init(_ answer: @escaping @Sendable (_ texts: [String], _ request: Int) -> BatchOutcome<String>) {
      self.answer = answer
    }

    func work(_ texts: [String]) async -> BatchOutcome<String> {
      let count = requests.withLock { requests in
        requests.append(texts)
        return requests.count
      }
      return answer(texts, count)
    }
  }

  /// A clock that jumps over every pause.
  static func jumpingClock() -> RowClock {
    let clock = TestClock()
    return RowClock(now: { clock.elapsed }, pause: { clock.pause($0) })
  }

  static func feed(_ count: Int, batch: Int) -> RowFeed<String> {
    let text = (1...count).map { $0 == 3 ? "\n" : "row \($0)\n" }.joined()
    nonisolated(unsafe) var blocks = [Array(text.utf8), []]
    return RowFeed(RowReader(.lines) { blocks.removeFirst() }, BatchLimits(rows: batch)) { row in
      switch row.content {
      case .text(let text):
        RowItem(number: row.number, id: JSONValue(row.number), content: .success(text), size: text.utf8.count)
      case .unusable(let problem):
        RowItem(number: row.number, id: JSONValue(row.number), content: .failure(problem), size: 0)
      case .record: RowItem(number: row.number, id: .null, content: .failure(RowProblem.notAnObject), size: 0)
      }
    }
  }

  static func run(
    _ count: Int, batch: Int = 4, at pace: RateSettings = RateSettings(concurrency: 3), _ service: Service
  ) async throws -> (rows: [String], RowCounts) {
    let run = RowRun(feed(count, batch: batch), at: pace, clock: jumpingClock(), work: service.work)
    var rows: [String] = []
    let counts = try await run.run { batch, _ in
      rows += batch.rows.map { row in
        switch row.result {
        case .success(let value): "\(row.item.number) \(value)"
        case .failure(let error as Refused): "\(row.item.number) refused \(error.text)"
        case .failure(let error): "\(row.item.number) \(error)"
        }
      }
    }
    return (rows, counts)
  }

  static func shouted(_ texts: [String]) -> BatchOutcome<String> {
    .done(BatchAnswer(texts.map { .success($0.uppercased()) }, tokens: Count(clamping: texts.count)))
  }

  @Test func rowsComeBackOnceAndInOrder() async throws {
    let service = Service { texts, _ in Self.shouted(texts) }
    let (rows, counts) = try await Self.run(1000, service)
    #expect(rows == (1...1000).map { $0 == 3 ? "3 empty" : "\($0) ROW \($0)" })
    #expect(counts.done == 999)
    #expect(counts.refused == 1)
    #expect(counts.requests == 250)
    #expect(counts.tokens == 999)
  }

  @Test func aBadDayLosesNothing() async throws {
    struct Failure: Error {}
    let service = Service { texts, request in
      switch request % 7 {
      case 0: .slowDown(asked: request % 2 == 0 ? .seconds(1) : nil, Failure())
      case 3: .again(asked: nil, Failure())
      case 5: .againOrSplit(Failure())
      default: Self.shouted(texts)
      }
    }
    let (rows, counts) = try await Self.run(2000, service)
    #expect(rows == (1...2000).map { $0 == 3 ? "3 empty" : "\($0) ROW \($0)" })
    #expect(counts.retries == counts.requests - 500)
  }

  @Test func aBatchIsSplitUntilTheBadRowStandsAlone() async throws {
    let service = Service { texts, _ in
      texts.contains("row 13") ? .split(Refused(text: "row 13")) : Self.shouted(texts)
    }
    let (rows, _) = try await Self.run(16, batch: 8, at: RateSettings(concurrency: 1), service)
    #expect(rows[12] == "13 refused row 13")
    #expect(rows.count { $0.contains("refused") } == 1)
    #expect(rows.count == 16)
    let sizes = service.requests.withLock { $0.filter { $0.contains("row 13") }.map(\.count) }
    #expect(sizes.allSatisfy { $0 > 0 } && sizes.last == 1 && sizes == sizes.sorted(by: >))
  }

  @Test func aRowThatBreaksTheServiceIsFoundOut() async throws {
    let service = Service { texts, _ in
      texts.contains("row 7") ? .againOrSplit(Refused(text: "row 7")) : Self.shouted(texts)
    }
    let (rows, _) = try await Self.run(40, service)
    #expect(rows.filter { $0.contains("refused") } == ["7 refused row 7"])
    #expect(rows.count == 40)
  }

  @Test func aServiceThatAlwaysFailsEndsTheRun() async throws {
    let service = Service { _, _ in .againOrSplit(Refused(text: "all")) }
    await #expect(throws: RowsStopped.self) { try await Self.run(1000, service) }
  }

  @Test func noMoreThanWantedAreUnderWay() async throws {
    let now = Mutex((active: 0, most: 0))
    let run = RowRun(Self.feed(400, batch: 2), at: RateSettings(concurrency: 5)) { (texts: [String]) in
      now.withLock {
        $0.active += 1
        $0.most = max($0.most, $0.active)
      }
      await Task.yield()
      now.withLock { $0.active -= 1 }
      return Self.shouted(texts)
    }
    try await run.run { _, _ in }
    #expect(now.withLock { $0.most } <= 5)
  }

  @Test func whatWasPaidForIsDeliveredBeforeTheEnd() async throws {
    let service = Service { texts, _ in
      texts.contains("row 20") ? .stop(Refused(text: "no")) : Self.shouted(texts)
    }
    let run = RowRun(
      Self.feed(100, batch: 4), at: RateSettings(concurrency: 1), clock: Self.jumpingClock(),
      work: service.work)
    var last = 0
    await #expect(throws: RowsStopped.self) {
      try await run.run { batch, _ in last = batch.rowsConsumed }
    }
    // Empty row 3 is read, and sent nowhere: batches end with rows 5, 9, 13, 17.
    #expect(last == 17)
  }

  @Test func anInterruptionEndsTheRun() async throws {
    let run = RowRun(
      Self.feed(100, batch: 4), at: RateSettings(concurrency: 1), interruption: { Refused(text: "enough") },
      work: { (_: [String]) in
        try? await Task.sleep(for: .seconds(100))
        return .done(BatchAnswer<String>([]))
      })
    await #expect(throws: Refused(text: "enough")) { try await run.run { _, _ in } }
  }

  /// Ten million rows take a while, also when an earlier run has dealt with them.
  @Test func anInterruptionEndsThePassingOverOfRowsToo() async throws {
    let block = Array(String(repeating: "x\n", count: 1000).utf8)
    let source = RowReader(.lines) { block }
    let feed = RowFeed(source, BatchLimits(rows: 4)) { row in
      RowItem(number: row.number, id: JSONValue(row.number), content: .success("x"), size: 1)
    }
    await feed.resume(after: .max, upTo: InputCheckpoint(bytes: 1, digest: []))
    let run = RowRun(
      feed, at: RateSettings(concurrency: 1), interruption: { Refused(text: "enough") },
      work: { _ in .done(BatchAnswer<String>([])) })
    await #expect(throws: Refused(text: "enough")) { try await run.run { _, _ in } }
  }

  @Test func anInputThatBeginsOtherwiseIsRefused() async throws {
    let feed = Self.feed(10, batch: 4)
    await feed.resume(after: 3, upTo: InputCheckpoint(bytes: 1, digest: []))
    let run = RowRun(feed, at: RateSettings(concurrency: 1)) { (_: [String]) in .done(BatchAnswer<String>([]))
    }
    await #expect(throws: ResumptionFailure.otherInput) { try await run.run { _, _ in } }
  }
}
