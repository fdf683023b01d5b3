import Glibc

/// Does blocking work on a thread of its own, so that no thread of the test's pool is held up.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    startThread { continuation.resume(with: Swift.Result { try work() }) }
  }
}

/// Starts a thread that ends with its work.
func startThread(_ work: @escaping @Sendable () -> Void) {
  var thread = pthread_t()
  let errand = Unmanaged.passRetained(Errand(work)).toOpaque()
  let code = pthread_create(&thread, nil, runErrand, errand)
  precondition(code == 0, "no thread can be started")
  pthread_detach(thread)
}

private func runErrand(_ errand: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let errand { Unmanaged<Errand>.fromOpaque(errand).takeRetainedValue().work() }
  return nil
}

private final class Errand: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }
}
