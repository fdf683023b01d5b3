import Authorization
import FileSystem
import Glibc
import TestSupport
import Testing

/// The lock between two shelves, as two processes hold them.
struct TokenLockTests {
  private struct Failure: Error {}

  private static let key = TokenCache.Key(domain: "d", clientID: "c")

  private let folder: TemporaryFolder
  private let troubles = Recorder<TokenCache.Trouble>()

  init() throws { folder = try TemporaryFolder() }

  private func cache(_ pause: @escaping @Sendable (Duration) async throws -> Void = noPause) -> TokenCache {
    TokenCache("\(folder.path)/tokens", pause: pause, warn: troubles.record)
  }

  /// Does the work while a first cache has the lock; then lets the first cache go.
  private func whileLocked(until release: Latch, _ work: () async throws -> Void) async throws {
    let entered = Latch()
    let holder = Task { [cache = cache()] in
      try await cache.exclusively(Self.key) {
        await entered.open()
        await release.pass()
      }
    }
    await entered.pass()
    try await work()
    await release.open()
    try await holder.value
  }

  @Test func theSecondWaitsForTheFirst() async throws {
    let (released, log) = (Latch(), Recorder<String>())
    let entered = Latch()
    let first = Task { [cache = cache()] in
      try await cache.exclusively(Self.key) {
        await entered.open()
        await released.pass()
        log.record("first")
      }
    }
    await entered.pass()
    // The first pause lets the first holder finish; only then is the lock asked for again.
    let second = cache { pause in
      #expect(pause == .milliseconds(5))
      await released.open()
      try await first.value
    }
    try await second.exclusively(Self.key) { log.record("second") }
    #expect(log.entries == ["first", "second"])
    #expect(troubles.entries == [])
    #expect(try folder.names(in: "tokens").map { folder.mode(of: "tokens/\($0)") } == [0o600])
  }

  @Test func anotherKeyDoesNotWait() async throws {
    try await whileLocked(until: Latch()) {
      try await cache().exclusively(TokenCache.Key(domain: "d", clientID: "other")) {}
    }
  }

  @Test func isReleasedWhenTheWorkFails() async throws {
    await #expect(throws: Failure.self) { try await cache().exclusively(Self.key) { throw Failure() } }
    try await cache().exclusively(Self.key) {}
  }

  @Test func aWaiterThatIsCancelledLeavesNoLockBehind() async throws {
    try await whileLocked(until: Latch()) {
      await #expect(throws: CancellationError.self) {
        try await cache { _ in throw CancellationError() }.exclusively(Self.key) {
          Issue.record("no lock, no work")
        }
      }
    }
    try await cache().exclusively(Self.key) {}
  }

  @Test func aHolderThatHangsDoesNotStopTheOthersForever() async throws {
    let (pauses, log) = (Recorder<Duration>(), Recorder<String>())
    try await whileLocked(until: Latch()) {
      try await cache { pauses.record($0) }.exclusively(Self.key) { log.record("without a lock") }
    }
    #expect(log.entries == ["without a lock"])
    #expect(pauses.entries.reduce(.zero, +) == .seconds(10))
    #expect(troubles.entries.map(\.reason) == [.lock(code: EWOULDBLOCK)])
  }

  @Test func aLinkIsNoLock() async throws {
    try await cache().exclusively(Self.key) {}
    let lock = "\(folder.path)/tokens/\(try #require(folder.names(in: "tokens").first))"
    try folder.write("theirs", to: "target")
    unlink(lock)
    symlink("\(folder.path)/target", lock)
    #expect(try await cache().exclusively(Self.key) { 7 } == 7)
    #expect(troubles.entries == [TokenCache.Trouble(path: lock, reason: .lock(code: ELOOP))])
  }
}
