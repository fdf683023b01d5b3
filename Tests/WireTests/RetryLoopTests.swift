import Testing
import Wire

/// Trying again, without waiting for it.
struct RetryLoopTests {
  private struct Failure: ClassifiedError, Equatable {
    var attempt: Int
    var failureClass = FailureClass.unavailable
    var retryAfter: Duration?
  }

  private struct Unclassified: Error, Equatable {}

  /// Attempts that fail so many times.
  private func attempts(
    failing failures: Int, retries: Int, with error: (Int) -> any Error = { Failure(attempt: $0) }
  ) async throws -> Int {
    var count = 0
    let loop = RetryLoop(RetryPolicy(retries: retries), pause: { _ in })
    return try await loop.perform {
      count += 1
      guard count > failures else { throw error(count) }
      return count
    }
  }

  @Test func triesUntilItSucceeds() async throws {
    #expect(try await attempts(failing: 2, retries: 3) == 3)
  }

  @Test func passesOnTheOnlyFailureAsItIs() async {
    await #expect(throws: Failure(attempt: 1)) { try await attempts(failing: 9, retries: 0) }
    let rejected = Failure(attempt: 1, failureClass: .rejected)
    await #expect(throws: rejected) { try await attempts(failing: 9, retries: 3) { _ in rejected } }
    await #expect(throws: Unclassified()) {
      try await attempts(failing: 9, retries: 3) { _ in Unclassified() }
    }
  }

  /// With the seconds that are left, and how often is tried.
  @Test(arguments: [(3, 4), (2, nil)])
  func nobodyWaitsUntilNoTimeIsLeft(_ seconds: Int, _ count: Int?) async throws {
    let deadline = ExchangeLimit.Deadline(at: .seconds(seconds), elapsed: { .zero })
    let tried = try await ExchangeLimit.$deadline.withValue(deadline) { () async throws -> Int? in
      do {
        return try await attempts(failing: 3, retries: 9) { Failure(attempt: $0, retryAfter: .seconds(2)) }
      } catch is Failure {
        return nil
      }
    }
    #expect(tried == count)
  }

  @Test func saysHowOftenItTriedInVain() async throws {
    let error = await #expect(throws: RetriesExhausted.self) { try await attempts(failing: 9, retries: 2) }
    #expect(error?.attempts == 3)
    #expect(error?.last as? Failure == Failure(attempt: 3))
  }

  @Test func whatOthersHaveTriedInVainIsNotTriedAgain() async throws {
    var count = 0
    let error = await #expect(throws: RetriesExhausted.self) {
      try await RetryLoop(RetryPolicy(), pause: { _ in }).perform {
        count += 1
        return try await attempts(failing: 9, retries: 6)
      }
    }
    #expect(count == 1)
    #expect(error?.attempts == 7)
    #expect(error.flatMap { RetriesExhausted.lastFailure(of: $0) } as? Failure == Failure(attempt: 7))
  }

  @Test func givesUpWhenItsPauseIsBroken() async {
    let loop = RetryLoop(RetryPolicy(), pause: { _ in throw CancellationError() })
    await #expect(throws: CancellationError.self) { try await loop.perform { throw Failure(attempt: 1) } }
  }
}
