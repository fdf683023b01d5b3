import Testing
import Wire

/// How long the pauses are, and how many there may be.
struct BackoffTests {
  @Test func pausesDoubleUpToTheLongestAndThenEnd() {
    let pauses = [1, 2, 3, 7, 8, 40, 41].map {
      Backoff(retries: 40).pause(after: $0, retryAfter: nil, jitter: 0)
    }
    #expect(
      pauses == [
        .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(15), .seconds(15), .seconds(15), nil,
      ])
  }

  @Test func jitterSpreadsAPauseOverItsUpperHalf() {
    let pauses = [0, 0.5, 1].map { Backoff(retries: 1).pause(after: 1, retryAfter: nil, jitter: $0) }
    #expect(pauses == [.milliseconds(250), .milliseconds(375), .milliseconds(500)])
  }

  @Test(arguments: [(false, 3), (true, 6)])
  func whoHasAnsweredBeforeIsTrustedLonger(_ isTrusted: Bool, _ attempts: Int) {
    let last = (1...20).last {
      Backoff(retries: 3).pause(after: $0, retryAfter: nil, isTrusted: isTrusted, jitter: 0) != nil
    }
    #expect(last == attempts)
  }

  /// A service that says 0 is not asked again at once, over and over.
  @Test(arguments: [
    (1, Duration.zero, Duration.milliseconds(375) as Duration?), (4, .zero, .seconds(3)),
    (4, .seconds(1), .seconds(3)), (1, .seconds(20), .milliseconds(20_125)),
    (4, .seconds(20), .milliseconds(20_125)), (1, .seconds(120), .milliseconds(120_125)),
    (1, .seconds(121), nil),
  ])
  func theServiceSaysHowLongAtLeast(_ attempt: Int, _ retryAfter: Duration, _ pause: Duration?) {
    #expect(Backoff(retries: 9).pause(after: attempt, retryAfter: retryAfter, jitter: 0.5) == pause)
  }
}
