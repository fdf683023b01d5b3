extension Task where Failure == any Error {
  /// The task's value; a caller that is cancelled does not wait for it, and the task goes on.
  func valueUnlessCancelled() async throws -> Success {
    let (values, continuation) = AsyncThrowingStream<Success, any Error>.makeStream()
    Task<Void, Never> {
      continuation.yield(with: await result)
      continuation.finish()
    }
    for try await value in values { return value }
    throw Swift.CancellationError()
  }
}
