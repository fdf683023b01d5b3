import HTTPTypes
import Synchronization
import TestSupport
import Testing
import Wire

@testable import ModelsAPI

/// Asking one model after the other, and letting those rest that fail.
struct ModelFallbackTests {
  private static let throttled = ModelsFailure.refused(Refusal(status: 429))
  private static let down = ModelsFailure.refused(Refusal(status: 503))
  private static let missing = ModelsFailure.refused(Refusal(status: 404))
  private static let wrong = ModelsFailure.refused(Refusal(status: 400))

  /// Models that fail in turn, and what is told of it.
  private final class Bench: Sendable {
    let clock = TestClock()
    let asked = Recorder<String>()
    let changes = Recorder<CircuitBreaker.Change>()
    let fallback: ModelFallback
    /// What becomes of asking a model; it answers where nothing stands.
    let failures = Mutex<[ModelName: any Error & Sendable]>([:])

    init(within limit: Duration? = nil) throws {
      let (clock, changes) = (clock, changes)
      fallback = ModelFallback(
        try FallbackTable(["a": ["b", "c"]]), within: limit, elapsed: { clock.elapsed },
        tell: { changes.record($0) })
    }

    func set(_ failure: ModelsFailure?, _ models: ModelName...) {
      failures.withLock { failures in
        for model in models { failures[model] = failure }
      }
    }

    /// Who answered, or the status of the failure; and the steps on the way.
    func ask(taking seconds: Double = 0) async -> String {
      var words: [String] = []
      do {
        let answer = try await fallback.perform(
          fallback.table.chain(from: "a"),
          observe: { words.append("\($0.from)>\($0.to?.text ?? "") \($0.reason)") },
          attempt: { turn in
            asked.record("\(turn.model)\(turn.hasNext ? "" : ".")")
            clock.advance(seconds)
            if let failure = failures.withLock({ $0[turn.model] }) { throw failure }
            return "\(turn.model)"
          })
        words.append(answer)
      } catch ModelsFailure.refused(let refusal) {
        words.append("\(refusal.status)")
      } catch {
        words.append("\(error)")
      }
      return words.joined(separator: ", ")
    }

    func state(_ model: ModelName) -> CircuitBreaker.State { fallback.breaker.state(of: model) }
  }

  @Test(
    arguments: [
      ([], "a"), ([("a", throttled)], "a>b throttled, b"), ([("a", down)], "a>b unavailable, b"),
      ([("a", missing)], "a>b refused, b"), ([("a", wrong)], "400"),
      ([("a", down), ("b", missing)], "a>b unavailable, b>c refused, c"),
      // What is too much for one that stands in was not for the model that was asked.
      ([("a", down), ("b", wrong)], "a>b unavailable, b>c refused, c"),
      ([("a", throttled), ("b", wrong), ("c", wrong)], "a>b throttled, b>c refused, c> refused, 429"),
      // Of several failures that is told which may pass by itself.
      ([("a", throttled), ("b", down), ("c", missing)], "a>b throttled, b>c unavailable, c> refused, 429"),
      ([("a", missing), ("b", missing), ("c", down)], "a>b refused, b>c refused, c> unavailable, 503"),
      ([("a", missing), ("b", missing), ("c", missing)], "a>b refused, b>c refused, c> refused, 404"),
    ] as [([(ModelName, ModelsFailure)], String)])
  func theNextIsAskedForAReason(_ failures: [(ModelName, ModelsFailure)], _ outcome: String) async throws {
    let bench = try Bench()
    for (model, failure) in failures { bench.set(failure, model) }
    #expect(await bench.ask() == outcome)
  }

  @Test func theLastKnowsThatNobodyStandsBehindIt() async throws {
    let bench = try Bench()
    bench.set(Self.down, "a", "b")
    _ = await bench.ask()
    #expect(bench.asked.entries == ["a", "b", "c."])
  }

  @Test func aModelWithoutOthersIsAskedHoweverOftenItFails() async throws {
    let bench = try Bench()
    for _ in 1...9 {
      await #expect(throws: Self.down) {
        try await bench.fallback.perform(["z"]) { _ in throw Self.down }
      }
    }
    #expect(bench.state("z") == .closed && bench.changes.entries.isEmpty)
  }

  @Test(arguments: [throttled, down])
  func fiveFailuresInARowAreFollowedByARest(_ failure: ModelsFailure) async throws {
    let bench = try Bench()
    bench.set(failure, "a")
    for _ in 1...4 { _ = await bench.ask() }
    #expect(bench.state("a") == .closed)
    _ = await bench.ask()
    #expect(bench.state("a") == .open)
    #expect(await bench.ask() == "a>b resting, b")
    bench.clock.advance(29)
    #expect(await bench.ask() == "a>b resting, b")
    bench.clock.advance(1)
    // One request tries, fails, and the rest begins anew.
    #expect(bench.state("a") == .halfOpen)
    #expect(await bench.ask().hasPrefix("a>b "))
    #expect(await bench.ask() == "a>b resting, b")
    bench.clock.advance(30)
    bench.set(nil, "a")
    #expect(await bench.ask() == "a")
    #expect(bench.state("a") == .closed)
    #expect(bench.changes.entries == [.opened("a"), .closed("a")])
  }

  @Test func aSuccessBreaksTheRow() async throws {
    let bench = try Bench()
    for _ in 1...3 {
      bench.set(Self.down, "a")
      for _ in 1...4 { _ = await bench.ask() }
      bench.set(nil, "a")
      #expect(await bench.ask() == "a")
    }
    #expect(bench.changes.entries.isEmpty)
  }

  @Test(arguments: [missing, wrong])
  func whatIsNoFailureOfTheModelDoesNotCount(_ failure: ModelsFailure) async throws {
    let bench = try Bench()
    bench.set(failure, "a")
    for _ in 1...9 { _ = await bench.ask() }
    #expect(bench.state("a") == .closed && bench.changes.entries.isEmpty)
  }

  @Test func whereAllRestTheFirstIsAskedAllTheSame() async throws {
    let bench = try Bench()
    bench.set(Self.down, "a", "b", "c")
    for _ in 1...5 { _ = await bench.ask() }
    #expect(["a", "b", "c"].map { bench.state($0) } == [.open, .open, .open])
    #expect(await bench.ask() == "503")
    #expect(bench.asked.entries.suffix(1) == ["a."])
    bench.set(nil, "a")
    #expect(await bench.ask() == "a")
    #expect(bench.state("a") == .closed)
  }

  @Test func whileOneTriesNobodyElseDoes() async throws {
    let bench = try Bench()
    bench.set(Self.down, "a")
    for _ in 1...5 { _ = await bench.ask() }
    bench.clock.advance(30)
    bench.set(nil, "a")
    let outcome = try await bench.fallback.perform(["a", "b"]) { turn in
      #expect(await bench.ask() == "a>b resting, b")
      return turn.model
    }
    #expect(outcome == "a")
  }

  @Test func whoGoesAwayHasNotBeenFailedByAnybody() async throws {
    let bench = try Bench()
    for _ in 1...9 {
      let task = Task {
        try await bench.fallback.perform(["a", "b"]) { turn -> ModelName in
          withUnsafeCurrentTask { $0?.cancel() }
          throw Self.down
        }
      }
      await #expect(throws: Self.down) { try await task.value }
    }
    #expect(bench.state("a") == .closed)
    // Neither is the one request that tries after a rest.
    bench.set(Self.down, "a")
    for _ in 1...5 { _ = await bench.ask() }
    bench.clock.advance(30)
    await #expect(throws: Self.wrong) {
      try await bench.fallback.perform(["a", "b"]) { _ in throw Self.wrong }
    }
    bench.set(nil, "a")
    #expect(await bench.ask() == "a")
  }

  @Test(arguments: [
    (4.0, "a>b unavailable, b>c unavailable, c> unavailable, 503"),
    (5, "a>b unavailable, b> unavailable, 503"), (10, "a> unavailable, 503"),
  ])
  func nobodyIsAskedWhenTheTimeIsOver(_ seconds: Double, _ outcome: String) async throws {
    let bench = try Bench(within: .seconds(10))
    bench.set(Self.down, "a", "b", "c")
    #expect(await bench.ask(taking: seconds) == outcome)
  }

  @Test func eachExchangeHasTheTimeThatIsLeft() async throws {
    let bench = try Bench(within: .seconds(10))
    var left: [Duration?] = []
    await #expect(throws: Self.down) {
      try await bench.fallback.perform(["a", "b"]) { _ in
        // A model may be asked several times in its turn.
        for _ in 1...2 {
          left.append(ExchangeLimit.deadline?.left)
          bench.clock.advance(3)
        }
        throw Self.down
      }
    }
    #expect(left == [10, 7, 4, 1].map { .seconds($0) })
  }

  @Test func nobodyIsChargedForTheTimeThatOthersTook() async throws {
    let slow = HTTPFailure(.answer, .timedOut)
    for (failures, states) in [
      (["a": Self.down, "b": slow], [.open, .closed]), (["a": slow], [.open, .closed]),
    ] as [([ModelName: any Error & Sendable], [CircuitBreaker.State])] {
      let bench = try Bench(within: .seconds(10))
      bench.failures.withLock { $0 = failures }
      for _ in 1...5 { _ = await bench.ask(taking: 1) }
      #expect(["a", "b"].map { bench.state($0) } == states)
    }
  }

  @Test func onlyWhoTriesEndsTheTrial() throws {
    let clock = TestClock()
    let breaker = CircuitBreaker(elapsed: { clock.elapsed })
    let early = try #require(breaker.admits("a"))
    for _ in 1...CircuitBreaker.threshold { breaker.fail(try #require(breaker.admits("a"))) }
    #expect(breaker.state(of: "a") == .open)
    clock.advance(30)
    let probe = try #require(breaker.admits("a"))
    for end in [breaker.release, breaker.fail, breaker.succeed] {
      end(early)
      #expect(breaker.state(of: "a") == .halfOpen)
      let other = breaker.admits("a")
      #expect(other == nil)
    }
    breaker.succeed(probe)
    #expect(breaker.state(of: "a") == .closed)
  }

  /// A model's own retries come first, but nobody waits for it for long while there are others.
  @Test func aModelWithOthersBehindItIsNotWaitedForForLong() async throws {
    let long = ScriptedService.Reply.whole(429, "{}", headers: [.retryAfter: "60"])
    let short = ScriptedService.Reply.whole(429, "{}", headers: [.retryAfter: "2"])
    let answer = #"{"generation":{"id":"g","generatedText":"Yes."}}"#
    for (replies, pauses) in [([long, .json(answer)], 0), ([short, .json(answer)], 1)] {
      let (service, clock) = (ScriptedService(replies), TestClock())
      let client = ModelsClient(
        service, speaking: ModelsREST(), retrying: RetryLoop(RetryPolicy(), pause: { clock.pause($0) }),
        now: { clock.now() })
      let fallback = ModelFallback(try FallbackTable(["a": ["b"]]), elapsed: { clock.elapsed })
      let (request, reply) = try await fallback.perform(ChatRequest(model: "a", .prompt("hi")), by: client) {
        request, models, _ in try await models.chat(request)
      }
      #expect(clock.pauses.count == pauses)
      #expect(request.model == (pauses == 0 ? "b" : "a"))
      #expect(reply.generations.map(\.text) == ["Yes."])
    }
  }
}
