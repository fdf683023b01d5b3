import Testing
import Wire

/// Trying again, without waiting for it.
struct RetryLoopTests {
  private struct Failure: Error, Equatable { var attempt: Int }

  /// Attempts that fail so many times, with one repetition allowed for each try in `retries`.
  private func attempts(failing failures: Int, retries: Int, cause: RetryCause?) async throws -> Int {
    var count = 0
    let loop = RetryLoop(RetryPolicy(retries: retries), pause: { _ in })
    return try await loop.perform(cause: { _ in cause }) {
      count += 1
      guard count > failures else { throw Failure(attempt: count) }
      return count
    }
  }

  private static let busy = RetryCause.status(503, retryAfter: nil)

  @Test func triesUntilItSucceeds() async throws {
    #expect(try await attempts(failing: 2, retries: 3, cause: Self.busy) == 3)
  }

  @Test func passesOnTheOnlyFailureAsItIs() async {
    await #expect(throws: Failure(attempt: 1)) {
      try await attempts(failing: 9, retries: 0, cause: Self.busy)
    }
    await #expect(throws: Failure(attempt: 1)) { try await attempts(failing: 9, retries: 3, cause: nil) }
  }

  @Test func saysHowOftenItTriedInVain() async throws {
    let error = await #expect(throws: RetriesExhausted.self) {
      try await attempts(failing: 9, retries: 2, cause: Self.busy)
    }
    #expect(error?.attempts == 3)
    #expect(error?.last as? Failure == Failure(attempt: 3))
  }

  @Test func givesUpWhenItsPauseIsBroken() async {
    let loop = RetryLoop(RetryPolicy(), pause: { _ in throw CancellationError() })
    await #expect(throws: CancellationError.self) {
      try await loop.perform(cause: { _ in Self.busy }) { throw Failure(attempt: 1) }
    }
  }
}
