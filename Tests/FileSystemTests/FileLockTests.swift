import Glibc
import Testing

@testable import FileSystem

/// A lock that is waited for without a thread.
struct FileLockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func take(_ pause: (Duration) async throws -> Void) async throws -> FileLock {
    try await FileLock.take("\(folder.path)/lock", patience: .milliseconds(20), pause: pause)
  }

  @Test func isWaitedForUntilItIsFree() async throws {
    let first = try await take { _ in Issue.record("nobody holds it") }
    var pauses = 0
    let second = try await take { _ in
      pauses += 1
      if pauses == 3 { first.release() }
    }
    #expect(pauses == 3)
    second.release()
    #expect(folder.mode(of: "lock") == 0o600)
  }

  @Test func isNotWaitedForForever() async throws {
    let first = try await take { _ in Issue.record("nobody holds it") }
    var waited = Duration.zero
    await #expect(throws: FileFailure(path: "\(folder.path)/lock", code: EWOULDBLOCK)) {
      try await take { waited += $0 }
    }
    #expect(waited == .milliseconds(20))
    first.release()
  }

  @Test func isNoLink() async throws {
    symlink("\(folder.path)/other", "\(folder.path)/lock")
    await #expect(throws: FileFailure(path: "\(folder.path)/lock", code: ELOOP)) { try await take { _ in } }
  }
}
