package import FoundationEssentials
import Synchronization

/// Hands out a fresh token: from memory, else from the shelf, else from the source; whoever asks meanwhile waits for
/// the same fetch.
package actor TokenKeeper {
  /// Where a keeper looks for a token that another process has fetched.
  package struct Place: Sendable {
    package let shelf: TokenShelf
    package let key: TokenShelf.Key

    package init(_ shelf: TokenShelf, _ key: TokenShelf.Key) {
      self.shelf = shelf
      self.key = key
    }
  }

  /// What a caller wants of a token.
  private struct Wish {
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
  private let place: Place?
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
  ///   - place: `nil` keeps nothing between runs.
  ///   - learned: hears of each token before anyone uses it.
  package init(
    _ source: any TokenSource, keptAt place: Place?, now: @escaping @Sendable () -> Date,
    learned: @escaping @Sendable (AccessToken) -> Void = { _ in }
  ) {
    self.source = source
    self.place = place
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
    return try await token(Wish(lifetime: lifetime))
  }

  /// The token at hand; the shelf is looked at once.
  private nonisolated func readyToken() -> AccessToken? {
    ready.withLock { ready in
      if case .unknown = ready {
        let kept = place.flatMap { $0.shelf.token(for: $0.key, warns: false) }
        kept.map(learned)
        ready = kept.map { .token($0) } ?? .nothing
      }
      return if case .token(let token) = ready { token } else { nil }
    }
  }

  /// Another token in place of one that the service would not take, whatever its end says.
  package func replacement(for rejected: AccessToken) async throws -> AccessToken {
    try await token(Wish(rejected: rejected.text))
  }

  private func token(_ wish: Wish) async throws -> AccessToken {
    // What others fetch may be too little for us: a token that is kept, or the very one that was rejected.
    while let fetch {
      let fetched = try await fetch.valueUnlessCancelled()
      if fetched.isNew || isBearable(fetched.token, wish) { return fetched.token }
    }
    if let token, isUsable(token, wish) { return token }
    return try await startFetch(wish).valueUnlessCancelled().token
  }

  /// Whether there is no need for another.
  private func isUsable(_ token: AccessToken, _ wish: Wish) -> Bool {
    guard token.text != agedOnArrival else { return token.text != wish.rejected }
    return token.isFresh(at: now()) && isBearable(token, wish)
  }

  /// Whether it will do where no other can be had.
  private func isBearable(_ token: AccessToken, _ wish: Wish) -> Bool {
    token.text != wish.rejected && token.isAlive(at: now(), for: wish.lifetime)
  }

  /// The task belongs to nobody: a caller that gives up must not take the token from those who wait with it.
  private func startFetch(_ wish: Wish) -> Task<Fetched, any Error> {
    let task = Task {
      defer { fetch = nil }
      let fetched = try await fetched(wish)
      token = fetched.token
      ready.withLock { $0 = .token(fetched.token) }
      return fetched
    }
    fetch = task
    // Whoever asks meanwhile waits for the fetch: the token at hand may be the one that was rejected.
    ready.withLock { $0 = .nothing }
    return task
  }

  private func fetched(_ wish: Wish) async throws -> Fetched {
    do {
      guard let place else { return try await fromSource() }
      return try await fromShelfOrSource(place, wish)
    } catch {
      // A token that is to be replaced early still does where no new one can be had.
      guard let token, isBearable(token, wish) else { throw error }
      return Fetched(token: token, isNew: false)
    }
  }

  private func fromShelfOrSource(_ place: Place, _ wish: Wish) async throws -> Fetched {
    let (shelf, key, start) = (place.shelf, place.key, now())
    if let kept = shelf.token(for: key, warns: false).flatMap({ take($0, wish) }) { return kept }
    return try await shelf.exclusively(key) {
      if let kept = shelf.token(for: key).flatMap({ take($0, wish, newSince: start) }) { return kept }
      let fetched = try await fromSource()
      shelf.keep(fetched.token, for: key)
      return fetched
    }
  }

  /// A kept token, where it will do.
  ///
  /// - Parameter start: what another process has fetched since then will do at any age: none is younger.
  private func take(_ kept: AccessToken, _ wish: Wish, newSince start: Date? = nil) -> Fetched? {
    guard kept.text != wish.rejected else { return nil }
    learned(kept)
    if kept.expiry > token?.expiry ?? .distantPast { token = kept }
    if let start, kept.received > start { return arrived(kept) }
    return isUsable(kept, wish) ? Fetched(token: kept, isNew: false) : nil
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
