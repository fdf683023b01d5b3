import RowEngine
import Testing

@Suite struct GovernorTests {
  static func governor(_ concurrency: Int, perMinute: Int? = nil, retries: Int = 3) -> Governor {
    Governor(concurrency: concurrency, perMinute: perMinute, Perseverance(retries: retries))
  }

  /// Begins as many as may begin at this time.
  static func fill(_ governor: inout Governor, at now: Duration) -> Int {
    var count = 0
    while governor.verdict(at: now) == .go {
      _ = governor.begin(at: now)
      count += 1
    }
    return count
  }

  @Test func noMoreThanWantedBegin() {
    var governor = Self.governor(3)
    #expect(Self.fill(&governor, at: .zero) == 3)
    #expect(governor.verdict(at: .seconds(9)) == .full)
    governor.succeed(in: 0)
    #expect(governor.verdict(at: .seconds(9)) == .go)
  }

  @Test func requestsAMinuteAreSpreadEvenly() {
    var governor = Self.governor(100, perMinute: 120)
    #expect(Self.fill(&governor, at: .zero) == 1)
    #expect(governor.verdict(at: .zero) == .wait(until: .milliseconds(500)))
    #expect(Self.fill(&governor, at: .milliseconds(500)) == 1)
    // What was not used is not made up for.
    #expect(Self.fill(&governor, at: .seconds(60)) == 1)
    #expect(governor.verdict(at: .seconds(60)) == .wait(until: .milliseconds(60_500)))
  }

  @Test func aSlowDownHoldsAllOfThemBack() {
    var governor = Self.governor(8)
    _ = Self.fill(&governor, at: .zero)
    let goesOn = governor.slowDown(in: 0, asked: .seconds(7), at: .seconds(1), jitter: 0)
    #expect(goesOn)
    #expect(governor.verdict(at: .seconds(2)) == .full)
    for _ in 0..<7 { governor.succeed(in: 0) }
    #expect(governor.verdict(at: .seconds(2)) == .wait(until: .seconds(8)))
    #expect(Self.fill(&governor, at: .seconds(8)) == 4)
  }

  @Test func manyRefusalsOfOneMomentCountOnce() {
    var governor = Self.governor(8)
    _ = Self.fill(&governor, at: .zero)
    for _ in 0..<8 {
      let goesOn = governor.slowDown(in: 0, asked: nil, at: .zero, jitter: 0)
      #expect(goesOn)
    }
    #expect(Self.fill(&governor, at: .seconds(60)) == 4)
  }

  @Test func speedComesBackWithSuccess() {
    var governor = Self.governor(4)
    _ = governor.begin(at: .zero)
    let goesOn = governor.slowDown(in: 0, asked: nil, at: .zero, jitter: 0)
    #expect(goesOn)
    var rounds = 0
    while Self.fill(&governor, at: .seconds(100)) < 4 {
      rounds += 1
      for _ in 0..<4 { governor.succeed(in: 1) }
    }
    #expect(rounds > 0)
  }

  @Test func aServiceThatNeverLetsUsThroughEndsTheRun() {
    var governor = Self.governor(2, retries: 3)
    var rounds = 0
    var goesOn = true
    while goesOn, rounds < 100 {
      let round = governor.begin(at: .seconds(rounds * 100))
      goesOn = governor.slowDown(in: round, asked: nil, at: .seconds(rounds * 100), jitter: 0)
      rounds += 1
    }
    #expect(rounds == 4)
  }

  @Test func aServiceThatAsksForTooLongAWaitEndsTheRun() {
    var governor = Self.governor(2)
    let round = governor.begin(at: .zero)
    let goesOn = governor.slowDown(in: round, asked: .seconds(3600), at: .zero, jitter: 0)
    #expect(!goesOn)
  }
}

@Suite struct PerseveranceTests {
  @Test func pausesDoubleUpToTheLongest() {
    let perseverance = Perseverance(retries: 10)
    let pauses = (1...10).map { perseverance.pause(after: $0, asked: nil, isTrusted: false, jitter: 1) }
    #expect(pauses.first == .milliseconds(250))
    #expect(pauses[1] == .milliseconds(500))
    #expect(pauses.last == .seconds(30))
  }

  @Test(arguments: [(false, 3), (true, 6)])
  func whoHasAnsweredBeforeIsTrustedLonger(_ isTrusted: Bool, _ attempts: Int) {
    let perseverance = Perseverance(retries: 3)
    let last = (1...20).filter {
      perseverance.pause(after: $0, asked: nil, isTrusted: isTrusted, jitter: 0) != nil
    }.last
    #expect(last == attempts)
  }

  @Test func theServiceSaysHowLong() {
    let perseverance = Perseverance(retries: 3)
    #expect(perseverance.pause(after: 1, asked: .seconds(20), isTrusted: false, jitter: 0) == .seconds(20))
    #expect(perseverance.pause(after: 1, asked: .seconds(121), isTrusted: false, jitter: 0) == nil)
  }
}
