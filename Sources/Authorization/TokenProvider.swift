package import FoundationEssentials
import Synchronization
import Wire

/// Hands out a fresh token: from memory, else from the cache, else from the source; whoever asks meanwhile waits for
/// the same fetch.
package actor TokenProvider {
  /// Where a provider looks for a token that another process has fetched.
  package struct CacheEntry: Sendable {
    /// The folder of tokens.
    package let cache: TokenCache
    /// Whose token it is.
    package let key: TokenCache.Key

    /// - Parameter key: whose token it is.
    package init(_ cache: TokenCache, _ key: TokenCache.Key) {
      self.cache = cache
      self.key = key
    }
  }

  /// What a caller wants of a token.
  private struct Requirement {
    /// Seconds it must live at least, if a new one can.
    var lifetime: TimeInterval = 0
    /// The token that the service would not take.
    var rejected: String?
  }

  /// What a fetch brought.
  private struct Fetched {
    var token: AccessToken
    /// Whether it came from the source, so that asking again would bring nothing better.
    var isNew: Bool
  }

  /// What can be handed out without waiting for the actor, which is all that most requests need.
  private enum Ready {
    /// Nobody has looked yet.
    case unknown
    case nothing
    case token(AccessToken)
  }

  private let source: any TokenSource
  private let entry: CacheEntry?
  private let now: @Sendable () -> Date
  private let learned: @Sendable (AccessToken) -> Void
  private let ready = Mutex(Ready.unknown)
  /// The newest token known, fresh or not.
  private var token: AccessToken?
  /// Under way; ended before anyone hears what it brought.
  private var fetch: Task<Fetched, any Error>?
  /// A token that was near or past its end by our clock when it came: one of the two clocks is wrong, and only use
  /// will tell.
  private var agedOnArrival: String?

  /// - Parameters:
  ///   - entry: `nil` keeps nothing between runs.
  ///   - learned: hears of each token before anyone uses it.
  package init(
    _ source: any TokenSource, cachedAt entry: CacheEntry?, now: @escaping @Sendable () -> Date,
    learned: @escaping @Sendable (AccessToken) -> Void = { _ in }
  ) {
    self.source = source
    self.entry = entry
    self.now = now
    self.learned = learned
  }

  /// A token that has some of its life before it.
  ///
  /// - Parameter lifetime: seconds it must live at least, if a new one can.
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where the org was asked several times.
  package nonisolated func token(livingFor lifetime: TimeInterval = 0) async throws -> AccessToken {
    if let token = readyToken(), token.isFresh(at: now()), token.isAlive(at: now(), for: lifetime) {
      return token
    }
    return try await token(Requirement(lifetime: lifetime))
  }

  /// The token at hand; the cache is looked at once.
  private nonisolated func readyToken() -> AccessToken? {
    ready.withLock { ready in
      if case .unknown = ready {
        let kept = entry.flatMap { $0.cache.token(for: $0.key, warns: false) }
        kept.map(learned)
        ready = kept.map { .token($0) } ?? .nothing
      }
      return if case .token(let token) = ready { token } else { nil }
    }
  }

  /// Another token in place of one that the service would not take, whatever its end says.
  ///
  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where the org was asked several times.
  package func replacement(for rejected: AccessToken) async throws -> AccessToken {
    try await token(Requirement(rejected: rejected.text))
  }

  private func token(_ requirement: Requirement) async throws -> AccessToken {
    // What others fetch may be too little for us: a token that is kept, or the very one that was rejected.
    while let fetch {
      let fetched = try await fetch.valueUnlessCancelled()
      if fetched.isNew || isBearable(fetched.token, requirement) { return fetched.token }
    }
    if let token, isUsable(token, requirement) { return token }
    return try await startFetch(requirement).valueUnlessCancelled().token
  }

  /// Whether there is no need for another.
  private func isUsable(_ token: AccessToken, _ requirement: Requirement) -> Bool {
    guard token.text != agedOnArrival else { return token.text != requirement.rejected }
    return token.isFresh(at: now()) && isBearable(token, requirement)
  }

  /// Whether it will do where no other can be had.
  private func isBearable(_ token: AccessToken, _ requirement: Requirement) -> Bool {
    token.text != requirement.rejected && token.isAlive(at: now(), for: requirement.lifetime)
  }

  /// The task belongs to nobody: a caller that gives up, or has little time left, must not take the token from those who
  /// wait with it.
  private func startFetch(_ requirement: Requirement) -> Task<Fetched, any Error> {
    let task = ExchangeLimit.$deadline.withValue(nil) {
      Task {
        defer { fetch = nil }
        let fetched = try await fetched(requirement)
        token = fetched.token
        ready.withLock { $0 = .token(fetched.token) }
        return fetched
      }
    }
    fetch = task
    // Whoever asks meanwhile waits for the fetch: the token at hand may be the one that was rejected.
    ready.withLock { $0 = .nothing }
    return task
  }

  private func fetched(_ requirement: Requirement) async throws -> Fetched {
    do {
      guard let entry else { return try await fromSource() }
      return try await fromCacheOrSource(entry, requirement)
    } catch {
      // A token that is to be replaced early still does where no new one can be had.
      guard let token, isBearable(token, requirement) else { throw error }
      return Fetched(token: token, isNew: false)
    }
  }

  private func fromCacheOrSource(_ entry: CacheEntry, _ requirement: Requirement) async throws -> Fetched {
    let (cache, key, start) = (entry.cache, entry.key, now())
    if let kept = cache.token(for: key, warns: false).flatMap({ take($0, requirement) }) { return kept }
    return try await cache.exclusively(key) {
      if let kept = cache.token(for: key).flatMap({ take($0, requirement, newSince: start) }) { return kept }
      let fetched = try await fromSource()
      cache.keep(fetched.token, for: key)
      return fetched
    }
  }

  /// A kept token, where it will do.
  ///
  /// - Parameter start: what another process has fetched since then will do at any age: none is younger.
  private func take(_ kept: AccessToken, _ requirement: Requirement, newSince start: Date? = nil) -> Fetched?
  {
    guard kept.text != requirement.rejected else { return nil }
    learned(kept)
    if kept.expiry > token?.expiry ?? .distantPast { token = kept }
    if let start, kept.received > start { return arrived(kept) }
    return isUsable(kept, requirement) ? Fetched(token: kept, isNew: false) : nil
  }

  private func fromSource() async throws -> Fetched {
    let token = try await source.token()
    learned(token)
    return arrived(token)
  }

  private func arrived(_ token: AccessToken) -> Fetched {
    if !token.isFresh(at: now()) { agedOnArrival = token.text }
    return Fetched(token: token, isNew: true)
  }
}
