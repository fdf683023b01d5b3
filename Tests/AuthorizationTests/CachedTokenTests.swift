import Authorization
import FoundationEssentials
import TestSupport
import Testing

/// Tokens that processes share through the cache.
struct CachedTokenTests {
  private struct Away: Error {}

  private static let key = TokenCache.Key(domain: "d", clientID: "c")
  private static let first = AccessToken.named("first", to: 1800)
  private static let second = AccessToken.named("second", to: 3600)

  private let clock = TestClock()
  private let folder: TemporaryFolder
  private let troubles = Recorder<TokenCache.Trouble>()
  private let cache: TokenCache

  init() throws {
    folder = try TemporaryFolder()
    cache = TokenCache("\(folder.path)/tokens", pause: noPause, warn: troubles.record)
  }

  /// A provider as another process would have it.
  private func provider(_ source: Source, on cache: TokenCache? = nil, learned: Recorder<String> = Recorder())
    -> TokenProvider
  {
    TokenProvider(
      source, cachedAt: TokenProvider.CacheEntry(cache ?? self.cache, Self.key),
      now: { [clock] in clock.now() },
      learned: { learned.record($0.text) })
  }

  @Test func oneProcessFetchesForAll() async throws {
    let learned = Recorder<String>()
    #expect(try await provider(Source(Self.first)).token() == Self.first)
    #expect(try await provider(Source(), learned: learned).token() == Self.first)
    #expect(learned.entries == [Self.first.text])
  }

  @Test func anExpiredTokenIsReplacedInTheCache() async throws {
    cache.keep(Self.first, for: Self.key)
    clock.advance(1800)
    #expect(try await provider(Source(Self.second)).token() == Self.second)
    #expect(cache.token(for: Self.key) == Self.second)
  }

  @Test(arguments: [Self.second, AccessToken.named("aged", from: -1800, to: 0, received: 0.5)])
  func fiftyProcessesMakeOneRequest(_ new: AccessToken) async throws {
    cache.keep(.named("expired", from: -1800, to: -1, received: -1800), for: Self.key)
    let everyoneWaits = Latch()
    let source = Source({ [clock] in
      await everyoneWaits.pass()
      clock.advance(1)
      return new
    })
    let path = "\(folder.path)/tokens"
    let waiting = Recorder<Void>()
    let processes = (1...50).map { _ in
      let isFirstPause = Recorder<Void>()
      let cache = TokenCache(
        path,
        pause: { _ in
          if isFirstPause.entries.isEmpty { waiting.record(()) }
          isFirstPause.record(())
          if waiting.entries.count == 49 { await everyoneWaits.open() }
          await everyoneWaits.pass()
          await Task.yield()
        }, warn: troubles.record)
      return provider(source, on: cache)
    }
    let callers = processes.map { provider in Task { try await provider.token() } }
    for caller in callers { #expect(try await caller.value == new) }
    #expect(source.count == 1)
    #expect(troubles.entries == [])
  }

  @Test func aRejectedTokenIsReplacedByWhatAnotherProcessHasFetched() async throws {
    let provider = provider(Source(Self.first))
    let rejected = try await provider.token()
    cache.keep(Self.second, for: Self.key)
    #expect(try await provider.replacement(for: rejected) == Self.second)
  }

  @Test func aRejectedTokenIsNotTakenFromTheCache() async throws {
    cache.keep(Self.first, for: Self.key)
    let provider = provider(Source(Self.second))
    #expect(try await provider.replacement(for: try await provider.token()) == Self.second)
    #expect(cache.token(for: Self.key) == Self.second)
  }

  @Test func aKeptTokenMustLiveLongEnough() async throws {
    cache.keep(Self.first, for: Self.key)
    #expect(try await provider(Source()).token(livingFor: 1799) == Self.first)
    #expect(try await provider(Source(Self.second)).token(livingFor: 1800) == Self.second)
  }

  @Test func aKeptTokenThatStillLivesDoesWhileTheOrgIsAway() async throws {
    cache.keep(Self.first, for: Self.key)
    clock.advance(1700)
    #expect(try await provider(Source({ throw Away() })).token() == Self.first)
    clock.advance(100)
    await #expect(throws: Away.self) { try await provider(Source({ throw Away() })).token() }
  }

  @Test func theLockIsReleasedWhenTheOrgRefuses() async throws {
    await #expect(throws: Away.self) { try await provider(Source({ throw Away() })).token() }
    #expect(try await provider(Source(Self.first)).token() == Self.first)
  }

  @Test func aDamagedFileIsOneWarningAndANewToken() async throws {
    cache.keep(Self.first, for: Self.key)
    let name = try #require(folder.names(in: "tokens").first)
    try folder.write("{", to: "tokens/\(name)")
    #expect(try await provider(Source(Self.second)).token() == Self.second)
    #expect(troubles.entries == [TokenCache.Trouble(path: "\(folder.path)/tokens/\(name)", reason: .damaged)])
    #expect(cache.token(for: Self.key) == Self.second)
  }

  @Test func withoutAFolderThereIsStillAToken() async throws {
    try folder.write("in the way", to: "tokens")
    let provider = provider(Source(Self.first))
    for _ in 1...2 { #expect(try await provider.token() == Self.first) }
    #expect(!troubles.entries.isEmpty)
  }

  @Test func aCallerWhoNeedsALongerLifeIsNotServedFromTheCache() async throws {
    let (locked, waiting, released) = (Latch(), Latch(), Latch())
    let holder = Task { [cache] in
      try await cache.exclusively(Self.key) {
        await locked.open()
        await released.pass()
        cache.keep(Self.first, for: Self.key)
      }
    }
    await locked.pass()
    let waitingCache = TokenCache(
      "\(folder.path)/tokens",
      pause: { _ in
        await waiting.open()
        try await holder.value
      }, warn: troubles.record)
    let provider = provider(Source(Self.second), on: waitingCache)
    let short = Task { try await provider.token() }
    await waiting.pass()
    let long = Task.immediate { try await provider.token(livingFor: 3000) }
    await provider.hearOut()
    await released.open()
    #expect(try await short.value == Self.first)
    #expect(try await long.value == Self.second)
    #expect(troubles.entries == [])
  }

  @Test func aCallerWhoGivesUpDoesNotWaitForTheLock() async throws {
    let (locked, waiting, released) = (Latch(), Latch(), Latch())
    let holder = Task { [cache] in
      try await cache.exclusively(Self.key) {
        await locked.open()
        await released.pass()
      }
    }
    await locked.pass()
    let waitingCache = TokenCache(
      "\(folder.path)/tokens",
      pause: { _ in
        await waiting.open()
        try await holder.value
      }, warn: troubles.record)
    let provider = provider(Source(Self.first), on: waitingCache)
    let caller = Task { try await provider.token() }
    await waiting.pass()
    caller.cancel()
    await #expect(throws: CancellationError.self) { try await caller.value }
    await released.open()
    #expect(try await provider.token() == Self.first)
  }
}
