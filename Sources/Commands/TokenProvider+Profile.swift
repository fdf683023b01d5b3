import Authorization
import FoundationEssentials
import Synchronization
import Wire

extension TokenProvider {
  /// The provider for whoever the credential speaks for.
  init(
    for credential: Credential, in context: Context, over network: any HTTPService, _ options: NetworkOptions,
    _ notes: Notes
  ) {
    let redaction = context.redaction
    if credential.cacheKey != nil, context.directories == nil {
      context.losses.once(
        .noHome, "the token cannot be kept: HOME is not set; the next run will fetch another", notes.warn)
    }
    let clock = ClockWarning(notes)
    self.init(
      credential.source(over: network, context.retrying(options, notes), in: context),
      cachedAt: credential.cacheKey.flatMap { context.cacheEntry($0, notes) }, now: context.now,
      learned: {
        redaction.remember($0.text)
        clock.check($0)
      })
  }
}

/// Says once that a token and the clock of this machine contradict each other.
private final class ClockWarning: Sendable {
  private let notes: Notes
  private let isSaid = Atomic(false)

  init(_ notes: Notes) { self.notes = notes }

  func check(_ token: AccessToken) {
    guard token.contradictsClock, let issued = token.claims?.issued,
      !isSaid.exchange(true, ordering: .relaxed)
    else { return }
    notes.warn(
      "this machine's clock is wrong, or the org's: it was \(token.received.words) here when a token of \(issued.words) came; set the clock: 'timedatectl' shows it"
    )
  }
}

extension Context {
  func cacheEntry(_ key: TokenCache.Key, _ notes: Notes) -> TokenProvider.CacheEntry? {
    directories.map { TokenProvider.CacheEntry(cache(at: $0.tokens, notes), key) }
  }

  func cache(at folder: String, _ notes: Notes) -> TokenCache {
    TokenCache(folder, pause: pause) { trouble in
      guard let cause = trouble.cause else { return notes.warn(trouble.words) }
      losses.once(cause, trouble.words, notes.warn)
    }
  }
}
