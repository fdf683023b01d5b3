import Testing
import Wire

/// What is worth trying again, and when.
struct RetryPolicyTests {
  @Test(arguments: [
    (RetryCause.status(423, retryAfter: nil), true, true), (.status(429, retryAfter: nil), true, true),
    (.status(502, retryAfter: nil), true, true), (.status(503, retryAfter: nil), true, true),
    (.status(504, retryAfter: nil), true, true), (.status(500, retryAfter: nil), true, false),
    (.status(400, retryAfter: nil), false, false), (.status(401, retryAfter: nil), false, false),
    (.status(404, retryAfter: .seconds(1)), false, false),
    (.failure(HTTPFailure(.connection, .refused)), true, true),
    (.failure(HTTPFailure(.name, .unknownHost)), false, false),
    (.failure(HTTPFailure(.security, .untrustedCertificate)), false, false),
    (.failure(HTTPFailure(.proxy, .timedOut)), true, true),
    (.failure(HTTPFailure(.answer, .closed)), true, false),
    (.failure(HTTPFailure(.request, .closed)), true, false),
    (.failure(HTTPFailure(.answer, .timedOut)), false, false),
    (.failure(HTTPFailure(.answer, .tooLarge(limit: 1))), false, false),
  ])
  func triesAgain(_ cause: RetryCause, _ ifRepeatable: Bool, _ otherwise: Bool) {
    func isAgain(_ isRepeatable: Bool) -> Bool {
      RetryPolicy().verdict(on: cause, attempt: 1, isRepeatable: isRepeatable, jitter: 0) != .no
    }
    #expect([isAgain(true), isAgain(false)] == [ifRepeatable, otherwise])
  }

  @Test func doublesItsPausesUpToTheLongestAndThenGivesUp() {
    let verdicts = [1, 2, 3, 7, 8, 40, 41].map {
      RetryPolicy(retries: 40).verdict(
        on: .status(503, retryAfter: nil), attempt: $0, isRepeatable: true, jitter: 0)
    }
    #expect(
      verdicts == [
        .again(after: .milliseconds(250)), .again(after: .milliseconds(500)), .again(after: .seconds(1)),
        .again(after: .seconds(15)), .again(after: .seconds(15)), .again(after: .seconds(15)), .no,
      ])
  }

  @Test(arguments: [
    (Duration.zero, RetryPolicy.Verdict.again(after: .milliseconds(125))),
    (.seconds(120), .again(after: .milliseconds(120_125))), (.seconds(121), .no),
  ])
  func waitsAsLongAsItIsAskedToWithinReason(_ wait: Duration, _ verdict: RetryPolicy.Verdict) {
    let cause = RetryCause.status(429, retryAfter: wait)
    #expect(RetryPolicy().verdict(on: cause, attempt: 1, isRepeatable: false, jitter: 0.5) == verdict)
  }
}
