package import FoundationEssentials

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

  private enum State {
    case none
    case have(AccessToken)
    case fetching(Task<AccessToken, any Error>, replacing: AccessToken?)
  }

  private let source: any TokenSource
  private let place: Place?
  private let now: @Sendable () -> Date
  private let learned: @Sendable (AccessToken) -> Void
  private var state = State.none
  /// A token that was past its end by our clock when it came: one of the two clocks is wrong, and only use will tell.
  private var deadOnArrival: String?

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
  /// - Throws: ``AuthorizationFailure``.
  package func token(livingFor lifetime: TimeInterval = 0) async throws -> AccessToken {
    switch state {
    case .fetching(let task, _):
      return try await task.value
    case .have(let token) where isUsable(token, lifetime):
      return token
    case .have(let token):
      return try await fetch(replacing: nil, orElse: token, lifetime)
    case .none:
      return try await fetch(replacing: nil, orElse: nil, lifetime)
    }
  }

  /// Another token in place of one that the service would not take, whatever its end says.
  package func replacement(for rejected: AccessToken) async throws -> AccessToken {
    switch state {
    case .fetching(let task, _):
      return try await task.value
    case .have(let token) where token.text != rejected.text:
      return token
    case .have, .none:
      return try await fetch(replacing: rejected, orElse: nil, 0)
    }
  }

  private func isUsable(_ token: AccessToken, _ lifetime: TimeInterval) -> Bool {
    let isEnough = token.isFresh(at: now()) && token.isAlive(at: now(), for: lifetime)
    return isEnough || token.text == deadOnArrival
  }

  /// - Parameter old: still does where no new one can be had.
  private func fetch(
    replacing rejected: AccessToken?, orElse old: AccessToken?, _ lifetime: TimeInterval
  ) async throws -> AccessToken {
    // The task belongs to nobody: a caller that gives up must not take the token from those who wait with it.
    let task = Task { try await self.fetched(replacing: rejected, lifetime) }
    state = .fetching(task, replacing: rejected)
    do {
      let token = try await task.value
      state = .have(token)
      return token
    } catch {
      guard let old, old.isAlive(at: now(), for: lifetime) else {
        state = .none
        throw error
      }
      state = .have(old)
      return old
    }
  }

  private func fetched(replacing rejected: AccessToken?, _ lifetime: TimeInterval) async throws -> AccessToken {
    guard let place else { return try await fromSource() }
    if let kept = kept(at: place, rejected, lifetime) { return kept }
    return try await place.shelf.exclusively(place.key) {
      if let kept = kept(at: place, rejected, lifetime) { return kept }
      let token = try await fromSource()
      place.shelf.keep(token, for: place.key)
      return token
    }
  }

  private func kept(at place: Place, _ rejected: AccessToken?, _ lifetime: TimeInterval) -> AccessToken? {
    guard let token = place.shelf.token(for: place.key), token.text != rejected?.text,
      isUsable(token, lifetime)
    else { return nil }
    learned(token)
    return token
  }

  private func fromSource() async throws -> AccessToken {
    let token = try await source.token()
    learned(token)
    if !token.isAlive(at: now()) { deadOnArrival = token.text }
    return token
  }
}
