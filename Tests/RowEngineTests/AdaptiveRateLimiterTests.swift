import RowEngine
import Testing
import Wire

@Suite struct GovernorTests {
  static func limiter(_ concurrency: Int, perMinute: Int? = nil, retries: Int = 3) -> AdaptiveRateLimiter {
    AdaptiveRateLimiter(concurrency: concurrency, perMinute: perMinute, Backoff(retries: retries))
  }

  /// Begins as many as may begin at this time.
  static func fill(_ limiter: inout AdaptiveRateLimiter, at now: Duration) -> Int {
    var count = 0
    while limiter.verdict(at: now) == .go {
      _ = limiter.begin(at: now)
      count += 1
    }
    return count
  }

  @Test func noMoreThanWantedBegin() {
    var limiter = Self.limiter(3)
    #expect(Self.fill(&limiter, at: .zero) == 3)
    #expect(limiter.verdict(at: .seconds(9)) == .full)
    limiter.succeed(in: 0)
    #expect(limiter.verdict(at: .seconds(9)) == .go)
  }

  @Test func requestsAMinuteAreSpreadEvenly() {
    var limiter = Self.limiter(100, perMinute: 120)
    #expect(Self.fill(&limiter, at: .zero) == 1)
    #expect(limiter.verdict(at: .zero) == .wait(until: .milliseconds(500)))
    #expect(Self.fill(&limiter, at: .milliseconds(500)) == 1)
    // What was not used is not made up for.
    #expect(Self.fill(&limiter, at: .seconds(60)) == 1)
    #expect(limiter.verdict(at: .seconds(60)) == .wait(until: .milliseconds(60_500)))
  }

  @Test func aSlowDownHoldsAllOfThemBack() {
    var limiter = Self.limiter(8)
    _ = Self.fill(&limiter, at: .zero)
    let goesOn = limiter.slowDown(in: 0, asked: .seconds(7), at: .seconds(1), jitter: 0)
    #expect(goesOn)
    #expect(limiter.verdict(at: .seconds(2)) == .full)
    for _ in 0..<7 { limiter.succeed(in: 0) }
    #expect(limiter.verdict(at: .seconds(2)) == .wait(until: .seconds(8)))
    #expect(Self.fill(&limiter, at: .seconds(8)) == 4)
  }

  @Test func manyRefusalsOfOneMomentCountOnce() {
    var limiter = Self.limiter(8)
    _ = Self.fill(&limiter, at: .zero)
    for _ in 0..<8 {
      let goesOn = limiter.slowDown(in: 0, asked: nil, at: .zero, jitter: 0)
      #expect(goesOn)
    }
    #expect(Self.fill(&limiter, at: .seconds(60)) == 4)
  }

  @Test func speedComesBackWithSuccess() {
    var limiter = Self.limiter(4)
    _ = limiter.begin(at: .zero)
    let goesOn = limiter.slowDown(in: 0, asked: nil, at: .zero, jitter: 0)
    #expect(goesOn)
    var rounds = 0
    while Self.fill(&limiter, at: .seconds(100)) < 4 {
      rounds += 1
      for _ in 0..<4 { limiter.succeed(in: 1) }
    }
    #expect(rounds > 0)
  }

  @Test func aServiceThatNeverLetsUsThroughEndsTheRun() {
    var limiter = Self.limiter(2, retries: 3)
    var rounds = 0
    var goesOn = true
    while goesOn, rounds < 100 {
      let round = limiter.begin(at: .seconds(rounds * 100))
      goesOn = limiter.slowDown(in: round, asked: nil, at: .seconds(rounds * 100), jitter: 0)
      rounds += 1
    }
    #expect(rounds == 4)
  }

  @Test func aServiceThatAsksForTooLongAWaitEndsTheRun() {
    var limiter = Self.limiter(2)
    let round = limiter.begin(at: .zero)
    let goesOn = limiter.slowDown(in: round, asked: .seconds(3600), at: .zero, jitter: 0)
    #expect(!goesOn)
  }

  @Test(arguments: [nil, Duration.zero, .milliseconds(1)])
  func aServiceThatAsksForNoTimeIsGivenSomeAllTheSame(_ asked: Duration?) {
    var limiter = AdaptiveRateLimiter(concurrency: 1, perMinute: nil, Backoff(retries: 3))
    var now = Duration.zero
    var pauses: [Duration] = []
    while limiter.slowDown(in: limiter.begin(at: now), asked: asked, at: now, jitter: 0) {
      guard case .wait(let time) = limiter.verdict(at: now) else { break }
      pauses.append(time - now)
      now = time
    }
    #expect(pauses == [.milliseconds(250), .milliseconds(500), .seconds(1)])
  }
}
