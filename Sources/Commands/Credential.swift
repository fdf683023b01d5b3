import Authorization
import ModelsAPI
import Wire

/// What a token is made from, or what stands in its place.
enum Credential {
  case pretended
  case given(String)
  /// A token that was handed over at the login, and may have ended since.
  case kept(String)
  /// A key of the LLM Gateway, from which no token is made.
  case key(Profile.Secret)
  case client(domain: BaseURL, id: String, Profile.Secret)
  case signed(domain: BaseURL, id: String, PrivateKeyFile)
  /// A person has signed in with the browser.
  case refreshed(domain: BaseURL, id: String, BrowserSession)

  /// What calls are made with: the pretended org's, a key of the LLM Gateway, or the account's.
  ///
  /// - Throws: ``CommandFailure/onlyKey(profile:)`` where there is but a key, which the API does not take.
  init(_ options: ConnectionOptions, in context: Context) throws {
    if options.emulator {
      self = .pretended
      return
    }
    let takesKeys = options.api.can(.apiKeys)
    if takesKeys, let key = context.variable(SecretVariable.apiKey.rawValue) {
      context.redaction.remember(key)
      self = .key(.text(key))
      return
    }
    let profile = try Profile(options.account.profile, in: context)
    // Without a key there, another API would be missed no less.
    guard takesKeys || profile.flow != .apiKey || profile.accessToken != nil else {
      throw CommandFailure.onlyKey(profile: profile.name)
    }
    try self.init(options.account, profile, in: context)
  }

  /// - Throws: ``CommandFailure/notSignedIn(profile:missing:)`` when something is missing.
  init(_ options: AccountOptions, in context: Context) throws {
    try self.init(options, Profile(options.profile, in: context), in: context)
  }

  private init(_ options: AccountOptions, _ profile: Profile, in context: Context) throws {
    guard let credential = Credential(profile, at: options.domain?.url, in: context) else {
      throw CommandFailure.notSignedIn(profile: profile.name, missing: profile.missing(options.domain))
    }
    self = credential
  }

  /// - Returns: `nil` when something is missing.
  init?(_ profile: Profile, at domain: BaseURL?, in context: Context) {
    let client = profile.clientID.flatMap { id in
      domain.flatMap { Self.client(profile, $0.myDomain, id.value) }
    }
    guard let credential = Self.unclient(profile) ?? client else { return nil }
    for secret in credential.texts { context.redaction.remember(secret) }
    self = credential
  }

  /// What no app takes part in.
  private static func unclient(_ profile: Profile) -> Credential? {
    switch profile.flow {
    case .apiKey: profile.apiKey.map { .key($0.value) }
    case .accessToken: profile.accessToken.map { .kept($0.value) }
    case .clientCredentials, .jwtBearer, .web: profile.accessToken.map { .given($0.value) }
    }
  }

  private static func client(_ profile: Profile, _ domain: BaseURL, _ id: String) -> Credential? {
    switch profile.flow {
    case .clientCredentials: profile.secret.map { .client(domain: domain, id: id, $0.value) }
    case .jwtBearer: profile.privateKey.map { .signed(domain: domain, id: id, $0.value) }
    case .web:
      // A refresh token goes back to whoever gave it out, and to nobody else.
      profile.signedInDomain.flatMap(BaseURL.init)?.myDomain == domain
        ? .refreshed(domain: domain, id: id, BrowserSession(profile)) : nil
    case .accessToken, .apiKey: nil
    }
  }

  /// The secrets that are known already.
  private var texts: [String] {
    switch self {
    case .given(let text), .kept(let text), .key(.text(let text)), .client(_, _, .text(let text)): [text]
    case .refreshed(_, _, let session): session.texts
    case .pretended, .key(.command), .client(_, _, .command), .signed: []
    }
  }

  /// The word before it in a header.
  var scheme: String { if case .key = self { "API_KEY" } else { "Bearer" } }

  /// Where its tokens come from, and go back to; `nil` where none are fetched.
  var domain: BaseURL? {
    switch self {
    case .client(let domain, _, _), .signed(let domain, _, _), .refreshed(let domain, _, _): domain
    case .pretended, .given, .kept, .key: nil
    }
  }

  /// Under which key the cache keeps its tokens; a token that was given to us is not kept.
  var cacheKey: TokenCache.Key? {
    switch self {
    case .client(let domain, let id, _): TokenCache.Key(domain: domain.description, clientID: id)
    case .signed(let domain, let id, let key):
      TokenCache.Key(domain: domain.description, clientID: id, user: key.username)
    case .refreshed(let domain, let id, let session):
      TokenCache.Key(domain: domain.description, clientID: id, user: session.userID)
    case .pretended, .given, .kept, .key: nil
    }
  }
}

/// What is left of a sign-in with the browser.
struct BrowserSession: Sendable {
  let profile: String
  /// Of an app that wants one.
  let secret: Profile.Secret?
  let userID: String
  /// As it was kept when the profile was read; another process may have had the next since.
  let refreshToken: String?

  init(_ profile: Profile) {
    self.profile = profile.name
    secret = profile.secret?.value
    userID = profile.userID
    refreshToken = profile.refreshToken?.value
  }

  /// The secrets that are known already.
  fileprivate var texts: [String] {
    let secret: String? = if case .text(let text) = secret { text } else { nil }
    return [secret, refreshToken].compactMap { $0 }
  }
}

extension Profile {
  /// The variables that would do in the place of a login.
  fileprivate func missing(_ domain: DomainArgument?) -> [String] {
    let client = [("SFMODELS_DOMAIN", domain != nil), ("SFMODELS_CLIENT_ID", clientID != nil)]
    let needed =
      switch flow {
      case .clientCredentials: client + [("SFMODELS_CLIENT_SECRET", secret != nil)]
      case .jwtBearer: client
      // Only a login brings a refresh token.
      case .web: [(String, Bool)]()
      case .accessToken: [(SecretVariable.accessToken.rawValue, accessToken != nil)]
      case .apiKey: [(SecretVariable.apiKey.rawValue, apiKey != nil)]
      }
    return needed.filter { !$0.1 }.map(\.0)
  }
}
