import Testing
import Wire

/// What is worth trying again.
struct RetryPolicyTests {
  private struct Failure: ClassifiedError {
    var failureClass: FailureClass
    var retryAfter: Duration?
  }

  private func isAgain(_ failure: FailureClass, _ isRepeatable: Bool) -> Bool {
    RetryPolicy().pause(on: Failure(failureClass: failure), attempt: 1, isRepeatable: isRepeatable, jitter: 0)
      != nil
  }

  @Test(arguments: FailureClass.allCases)
  func triesAgain(_ failure: FailureClass) {
    let always: Set<FailureClass> = [.throttled, .busy, .unavailable, .unreachable, .connectTimedOut]
    let ifHarmless: Set<FailureClass> = [.internalError, .cutOff]
    #expect(isAgain(failure, false) == always.contains(failure))
    #expect(isAgain(failure, true) == always.union(ifHarmless).contains(failure))
  }

  @Test(arguments: [408, 423, 425, 429, 502, 503, 504])
  func theseStatusesAreTriedAgainWhateverWasAsked(_ status: Int) throws {
    #expect(isAgain(try #require(FailureClass(status: status)), false))
  }

  @Test func pausesAsItsBackoffSays() {
    var policy = RetryPolicy(retries: 2)
    policy.backoff.firstPause = .seconds(4)
    let pauses = (1...3).map {
      policy.pause(on: Failure(failureClass: .busy), attempt: $0, isRepeatable: false, jitter: 0)
    }
    #expect(pauses == [.seconds(2), .seconds(4), nil])
    let asked = Failure(failureClass: .busy, retryAfter: .seconds(9))
    #expect(policy.pause(on: asked, attempt: 1, isRepeatable: false, jitter: 0) == .seconds(9))
  }
}
