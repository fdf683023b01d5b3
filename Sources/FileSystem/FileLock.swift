import Glibc

/// A lock between processes that is waited for without a thread, and ends with its holder, even a killed one.
package struct FileLock: Sendable {
  private let file: OpenFile

  /// Waits until no other process holds the lock.
  ///
  /// - Parameters:
  ///   - patience: how long; a holder that is stopped must not stop everyone.
  ///   - pause: is called again and again while another holds it.
  /// - Throws: ``FileFailure`` when there can be no lock, or not in time (`EWOULDBLOCK`); what `pause` throws.
  package static func take(
    _ path: String, patience: Duration, pause: (Duration) async throws -> Void
  ) async throws -> FileLock {
    let file = try OpenFile(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
    let start = ContinuousClock.now
    var waited = Duration.zero
    // A blocking flock would keep a thread of the pool, and could not be interrupted.
    while try !file.lock() {
      // Pauses are longer than asked for where much is going on.
      guard waited < patience, ContinuousClock.now - start < patience else {
        throw FileFailure(path: path, code: EWOULDBLOCK)
      }
      let step = min(max(.milliseconds(5), waited / 20), .milliseconds(50), patience - waited)
      try await pause(step)
      waited += step
    }
    return FileLock(file: file)
  }

  /// Lets the next one have it.
  package func release() { file.unlock() }
}
