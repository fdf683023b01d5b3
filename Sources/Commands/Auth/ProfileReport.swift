import Authorization
import CommandTree
import FoundationEssentials
import Wire

/// What this machine knows of a profile.
struct ProfileReport {
  /// A value and where it came from.
  struct Row {
    let name: String
    let value: String?
    let source: String?
  }

  let profile: String
  let rows: [Row]
  let isUsable: Bool
  var token: AccessToken?
  var isChecked = false
  private let destination: Destination

  /// - Parameter domain: as the command line and the environment say; `nil` looks into the settings.
  init(_ name: String, domain: DomainArgument?, _ context: Context) throws {
    let profile = try Profile(name, in: context)
    let kept = try context.settings()?[SettingKey("domain"), profile: name]
    let address = domain?.url ?? kept.flatMap(BaseURL.init)
    let source =
      context.origins["domain"].map(Self.words) ?? kept.map { _ in context.directories?.settings ?? "" }
    self.profile = name
    rows = Self.rows(of: profile, Row(name: "domain", value: address?.description, source: source))
      .filter { $0.value != nil }
    let credential = Credential(profile, at: address, in: context)
    token = credential.flatMap { Self.token(of: $0, context) }
    // A token that was handed over has no successor, nor one without a refresh token.
    let isLast = [.accessToken, .web].contains(profile.flow) && profile.refreshToken == nil
    let hasEnded = isLast && token?.isAlive(at: context.now()) != true
    isUsable = credential != nil && !hasEnded
    let base =
      try context.variable("SFMODELS_BASE_URL") ?? context.settings()?[SettingKey("base-url"), profile: name]
    destination = Destination(
      named: base.flatMap { try? URLArgument(argument: $0).url }, domain: address?.myDomain, ownPath: "")
  }

  private static func rows(of profile: Profile, _ domain: Row) -> [Row] {
    func hidden<Value>(_ name: String, _ found: Profile.Found<Value>?) -> Row {
      Row(name: name, value: found.map { _ in Redaction.mark }, source: found?.source)
    }
    let isPlain = profile.flow == .clientCredentials
    let (key, clientID) = (profile.privateKey, profile.clientID)
    return [
      domain, Row(name: "flow", value: isPlain ? nil : profile.flow.rawValue, source: nil),
      Row(name: "client id", value: clientID?.value, source: clientID?.source),
      hidden("secret", profile.secret),
      Row(name: "username", value: key?.value.username, source: key?.source),
      Row(name: "private key", value: key?.value.path, source: key?.source),
      hidden("refresh token", profile.refreshToken), hidden("access token", profile.accessToken),
      hidden("api key", profile.apiKey),
    ]
  }

  private static func token(of credential: Credential, _ context: Context) -> AccessToken? {
    switch credential {
    case .given(let text), .kept(let text): return AccessToken(text, received: context.now())
    case .pretended, .key, .client, .signed, .refreshed:
      guard let key = credential.cacheKey else { return nil }
      return context.cacheEntry(key, Notes(context.errors, isQuiet: true))?.cache.token(for: key)
    }
  }

  static func words(_ origin: ValueOrigin) -> String {
    switch origin {
    case .commandLine: "the command line"
    case .environment(let name): name
    case .setting(let file), .document(let file): file
    }
  }

  func text(at now: Date) -> String {
    let state = isChecked ? "signed in" : isUsable ? "ready" : "not signed in"
    let lines = rows.map { "  \($0.name): \($0.value ?? "")\($0.source.map { " (from \($0))" } ?? "")" }
    let tokenFacts = (token.map { facts(of: $0, at: now) } ?? []).map { "  \($0): \($1)" }
    return (["\(profile): \(state)"] + lines + tokenFacts).joined(separator: "\n")
  }

  func json(at now: Date) -> JSONObject {
    var object: JSONObject = [
      "profile": .string(profile), "usable": .bool(isUsable), "checked": .bool(isChecked),
    ]
    for row in rows {
      var value: JSONObject = [:]
      value.set("value", row.value.map { .string($0) })
      value.set("from", row.source.map { .string($0) })
      object[row.name.replacing(" ", with: "_")] = .object(value)
    }
    for (name, value) in token.map({ facts(of: $0, at: now) }) ?? [] {
      object[name.replacing(" ", with: "_")] = .string(value)
    }
    return object
  }

  /// Where calls go, by the rule by which they go; `nil` where no token may go.
  private func apiHost(for token: AccessToken) -> String? {
    (try? destination.base(for: token))?.replacing(path: "").description
  }

  private func facts(of token: AccessToken, at now: Date) -> [(String, String)] {
    let ids = token.identity?.split(separator: "/").suffix(2).map(String.init) ?? []
    let org = ids.first ?? token.claims?.tenant.map { String($0.split(separator: "/").last ?? "") }
    let facts: [(String, String?)] = [
      ("org", org), ("user", token.namedUser), ("scopes", token.scope), ("instance", token.instanceURL),
      ("api host", apiHost(for: token)),
      (token.isAlive(at: now) ? "token expires" : "token expired", token.expiry.words),
    ]
    return facts.compactMap { name, value in value.map { (name, $0) } }
  }
}

extension Date {
  /// In Coordinated Universal Time: `2026-11-21T10:15:00Z`.
  var words: String { formatted(.iso8601) }
}
