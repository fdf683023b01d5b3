import Authorization
import FoundationEssentials
import ModelsAPI
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
      "this machine's clock is wrong, or the org's: it was \(token.received.words) here when a token of \(issued.words) came"
    )
  }
}

/// What a token is made from.
enum Credential {
  case pretended
  case given(String)
  /// A key of the LLM Gateway, from which no token is made.
  case key(String)
  case client(domain: BaseURL, id: String, Profile.Secret)

  /// What calls are made with: the pretended org's, a key of the LLM Gateway, or the account's.
  init(_ options: ConnectionOptions, in context: Context) throws {
    if options.emulator {
      self = .pretended
    } else if options.api.can(.apiKeys), let key = context.variable("SFMODELS_API_KEY") {
      context.redaction.remember(key)
      self = .key(key)
    } else {
      try self.init(options.account, in: context)
    }
  }

  /// - Throws: ``CommandFailure/notSignedIn(profile:missing:)`` when something is missing.
  init(_ options: AccountOptions, in context: Context) throws {
    let profile = try Profile(options.profile, in: context)
    if let token = profile.accessToken?.value {
      context.redaction.remember(token)
      self = .given(token)
      return
    }
    let missing = [
      options.domain == nil ? "SFMODELS_DOMAIN" : nil, profile.clientID == nil ? "SFMODELS_CLIENT_ID" : nil,
      profile.secret == nil ? "SFMODELS_CLIENT_SECRET" : nil,
    ].compactMap { $0 }
    guard let domain = options.domain?.url, let id = profile.clientID?.value,
      let secret = profile.secret?.value
    else { throw CommandFailure.notSignedIn(profile: profile.name, missing: missing) }
    if case .text(let text) = secret { context.redaction.remember(text) }
    self = .client(domain: domain.myDomain, id: id, secret)
  }

  /// The word before it in a header.
  var scheme: String { if case .key = self { "API_KEY" } else { "Bearer" } }

  /// Under which key the cache keeps its tokens; a token that was given to us is not kept.
  var cacheKey: TokenCache.Key? {
    guard case .client(let domain, let id, _) = self else { return nil }
    return TokenCache.Key(domain: domain.description, clientID: id)
  }

  func source(over network: any HTTPService, _ retrying: RetryLoop, in context: Context) -> any TokenSource {
    func clientCredentials(
      _ domain: BaseURL, _ id: String, _ secret: @escaping @Sendable () async throws -> String
    ) -> ClientCredentials {
      let endpoint = TokenEndpoint(domain: domain, service: network, retrying: retrying, now: context.now)
      return ClientCredentials(endpoint, clientID: id, secret: secret)
    }
    switch self {
    case .pretended:
      return clientCredentials(BaseURL(httpsHost: "emulator.my.salesforce.com"), "emulator") { "emulator" }
    case .given(let token), .key(let token): return GivenToken(token, now: context.now)
    case .client(let domain, let id, .text(let secret)): return clientCredentials(domain, id) { secret }
    case .client(let domain, let id, .command(let command)):
      return clientCredentials(domain, id) { try await SecretCommand(command).secret(in: context) }
    }
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

extension BaseURL {
  /// The address of the org itself: Lightning pages stand on a host of their own, and copied addresses have paths.
  var myDomain: BaseURL {
    let lightning = ".lightning.force.com"
    guard host.hasSuffix(lightning) else { return replacing(path: "") }
    return BaseURL(httpsHost: host.dropLast(lightning.count) + ".my.salesforce.com")
  }
}
