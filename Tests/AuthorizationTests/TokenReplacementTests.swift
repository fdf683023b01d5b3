import Authorization
import FoundationEssentials
import TestSupport
import Testing

/// Tokens that the service would not take.
struct TokenReplacementTests {
  private struct Away: Error {}

  private static let first = AccessToken.named("first", to: 1800)
  private static let second = AccessToken.named("second", to: 1800)
  private static let third = AccessToken.named("third", to: 1800)

  private let clock = TestClock()

  private func provider(_ source: Source) -> TokenProvider {
    TokenProvider(source, cachedAt: nil, now: { [clock] in clock.now() })
  }

  @Test func manyCallersGetOneReplacement() async throws {
    let source = Source({ Self.first }, { Self.second })
    let provider = provider(source)
    let rejected = try await provider.token()
    let callers = (1...50).map { _ in Task { try await provider.replacement(for: rejected) } }
    for caller in callers { #expect(try await caller.value == Self.second) }
    #expect(try await provider.token() == Self.second)
    #expect(source.count == 2)
  }

  @Test func aLateCallerGetsTheTokenThatOthersHaveFetched() async throws {
    let source = Source({ Self.first }, { Self.second })
    let provider = provider(source)
    let rejected = try await provider.token()
    _ = try await provider.replacement(for: rejected)
    #expect(try await provider.replacement(for: rejected) == Self.second)
    #expect(source.count == 2)
  }

  @Test func eachRejectedTokenIsReplaced() async throws {
    let provider = provider(Source({ Self.first }, { Self.second }, { Self.third }))
    var token = try await provider.token()
    for expected in [Self.second, Self.third] {
      token = try await provider.replacement(for: token)
      #expect(token == expected)
    }
  }

  @Test func aTokenRejectedAtOnceIsReplacedToo() async throws {
    // Whoever hears first of a new token must not find the fetch still under way.
    for _ in 1...200 {
      let provider = provider(Source({ Self.first }, { Self.second }))
      let callers = (1...4).map { _ in
        Task {
          let token = try await provider.token()
          return token == Self.first ? try await provider.replacement(for: token) : token
        }
      }
      for caller in callers { #expect(try await caller.value == Self.second) }
    }
  }

  @Test func aRejectedTokenIsNoFallback() async throws {
    let provider = provider(Source({ Self.first }, { throw Away() }))
    let rejected = try await provider.token()
    await #expect(throws: Away.self) { try await provider.replacement(for: rejected) }
  }

  /// An early refresh fails and others go on with the old token; it must not be handed to the one it was rejected for.
  @Test func aFallbackOfOthersIsNoReplacement() async throws {
    let (asked, latch) = (Latch(), Latch())
    let source = Source(
      { Self.first },
      {
        await asked.open()
        await latch.pass()
        throw Away()
      }, { Self.second })
    let provider = provider(source)
    let rejected = try await provider.token()
    clock.advance(1700)
    let refresher = Task { try await provider.token() }
    await asked.pass()
    let replacer = Task.immediate { try await provider.replacement(for: rejected) }
    await provider.hearOut()
    await latch.open()
    #expect(try await refresher.value == Self.first)
    #expect(try await replacer.value == Self.second)
    #expect(source.count == 3)
  }

  @Test func aGivenTokenHasNoReplacement() async throws {
    let provider = TokenProvider(GivenToken(Self.first.text, now: { start }), cachedAt: nil, now: { start })
    let callers = (1...5).map { _ in
      Task { try await provider.replacement(for: try await provider.token()) }
    }
    for caller in callers { #expect(try await caller.value == Self.first) }
  }
}
