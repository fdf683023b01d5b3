import Authorization
import FoundationEssentials
import TestSupport
import Testing
import Wire

/// Who gets which token, and how often the org is asked.
struct TokenProviderTests {
  private struct Away: Error {}

  private static let first = AccessToken.named("first", to: 1800)
  private static let second = AccessToken.named("second", from: 1700, to: 3500, received: 1700)

  private let clock = TestClock()

  private func provider(_ source: Source, learned: Recorder<String> = Recorder()) -> TokenProvider {
    TokenProvider(
      source, cachedAt: nil, now: { [clock] in clock.now() }, learned: { learned.record($0.text) })
  }

  @Test func asksOnceAndRemembers() async throws {
    let (source, learned) = (Source(Self.first), Recorder<String>())
    let provider = provider(source, learned: learned)
    for _ in 1...3 { #expect(try await provider.token() == Self.first) }
    #expect(source.count == 1)
    #expect(learned.entries == [Self.first.text])
  }

  @Test func asksAnewBeforeTheEnd() async throws {
    let source = Source({ Self.first }, { Self.second })
    let provider = provider(source)
    _ = try await provider.token()
    clock.advance(1619)
    #expect(try await provider.token() == Self.first)
    clock.advance(1)
    #expect(try await provider.token() == Self.second)
    #expect(source.count == 2)
  }

  @Test func manyCallersShareOneFetch() async throws {
    let (asked, latch) = (Latch(), Latch())
    let source = Source({
      await asked.open()
      await latch.pass()
      return Self.first
    })
    let provider = provider(source)
    let callers = (1...50).map { _ in Task { try await provider.token() } }
    await asked.pass()
    await latch.open()
    for caller in callers { #expect(try await caller.value == Self.first) }
    #expect(source.count == 1)
  }

  @Test func whatTimeACallerHasLeftIsItsOwn() async throws {
    let left = Recorder<Duration?>()
    let provider = provider(
      Source({
        left.record(ExchangeLimit.deadline?.left)
        return Self.first
      }))
    let deadline = ExchangeLimit.Deadline(at: .seconds(1), elapsed: { .zero })
    let token = try await ExchangeLimit.$deadline.withValue(deadline) { try await provider.token() }
    #expect(token == Self.first)
    #expect(left.entries == [nil])
  }

  @Test func oneCallerGivingUpDoesNotStopTheOthers() async throws {
    let (asked, latch) = (Latch(), Latch())
    let source = Source({
      await asked.open()
      await latch.pass()
      try Task.checkCancellation()
      return Self.first
    })
    let provider = provider(source)
    let starter = Task { try await provider.token() }
    await asked.pass()
    let other = Task { try await provider.token() }
    starter.cancel()
    // The latch is still closed: whoever gives up does not wait for the org.
    await #expect(throws: CancellationError.self) { try await starter.value }
    await latch.open()
    #expect(try await other.value == Self.first)
    #expect(try await provider.token() == Self.first)
    #expect(source.count == 1)
  }

  @Test func allCallersHearOfAFailureAndTheNextOneTriesAgain() async throws {
    let (asked, latch) = (Latch(), Latch())
    let source = Source(
      {
        await asked.open()
        await latch.pass()
        throw Away()
      }, { Self.first })
    let provider = provider(source)
    let starter = Task { try await provider.token() }
    await asked.pass()
    await latch.open()
    await #expect(throws: Away.self) { try await starter.value }
    #expect(try await provider.token() == Self.first)
  }

  @Test func aLivingTokenDoesWhileTheOrgIsAway() async throws {
    let source = Source({ Self.first }, { throw Away() }, { throw Away() }, { Self.second })
    let provider = provider(source)
    _ = try await provider.token()
    clock.advance(1700)
    #expect(try await provider.token() == Self.first)
    clock.advance(100)
    await #expect(throws: Away.self) { try await provider.token() }
    #expect(try await provider.token() == Self.second)
  }

  @Test func allCallersFallBackToTheLivingToken() async throws {
    let (asked, latch) = (Latch(), Latch())
    let source = Source(
      { Self.first },
      {
        await asked.open()
        await latch.pass()
        throw Away()
      })
    let provider = provider(source)
    _ = try await provider.token()
    clock.advance(1700)
    let starter = Task { try await provider.token() }
    await asked.pass()
    let callers = (1...5).map { _ in Task.immediate { try await provider.token() } }
    await provider.hearOut()
    await latch.open()
    for caller in [starter] + callers { #expect(try await caller.value == Self.first) }
  }

  @Test func fetchesATokenThatLivesLongEnough() async throws {
    let source = Source({ Self.first }, { Self.second })
    let provider = provider(source)
    _ = try await provider.token()
    clock.advance(900)
    #expect(try await provider.token(livingFor: 899) == Self.first)
    #expect(try await provider.token(livingFor: 900) == Self.second)
    #expect(source.count == 2)
  }

  @Test func givesTheNewestWhereNoneLivesLongEnough() async throws {
    #expect(try await provider(Source(Self.first)).token(livingFor: 7200) == Self.first)
  }

  @Test func refusesATokenThatDiesTooEarlyWhileTheOrgIsAway() async throws {
    let provider = provider(Source({ Self.first }, { throw Away() }))
    _ = try await provider.token()
    await #expect(throws: Away.self) { try await provider.token(livingFor: 1800) }
    #expect(try await provider.token() == Self.first)
  }

  /// By a clock that is wrong, every token is old: it is used all the same, until the service will not take it.
  @Test(arguments: [3600.0, 1795])
  func aTokenThatComesOldIsUsedUntilItIsRejected(_ error: Double) async throws {
    clock.advance(error)
    let source = Source({ Self.first }, { Self.second })
    let provider = provider(source)
    for _ in 1...3 { #expect(try await provider.token() == Self.first) }
    #expect(source.count == 1)
    #expect(try await provider.replacement(for: Self.first) == Self.second)
  }
}
