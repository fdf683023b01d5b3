import Glibc

/// A lock between processes that ends with its holder, even a killed one (flock(2)).
struct FileLock {
  private let descriptor: Int32

  /// Longer than a token takes to fetch; a holder that is stopped must not stop everyone.
  private static let patience = Duration.seconds(120)

  /// Waits until no other process holds the lock.
  ///
  /// - Throws: ``PrivateFile/Problem`` when there can be no lock, or not in time; what `pause` throws.
  static func take(_ path: String, pause: (Duration) async throws -> Void) async throws -> FileLock {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw PrivateFile.Problem.unwritable(code: errno) }
    let lock = FileLock(descriptor: descriptor)
    do {
      try await lock.wait(pause)
      return lock
    } catch {
      lock.release()
      throw error
    }
  }

  func release() { close(descriptor) }

  // A blocking flock would keep a thread of the pool, and could not be interrupted.
  private func wait(_ pause: (Duration) async throws -> Void) async throws {
    var waited = Duration.zero
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR, waited < Self.patience else {
        throw PrivateFile.Problem.unwritable(code: errno)
      }
      try await pause(.milliseconds(5))
      waited += .milliseconds(5)
    }
  }
}
