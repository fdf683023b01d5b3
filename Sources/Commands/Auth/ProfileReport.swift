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
  init(_ name: String, domain: URLArgument?, _ context: Context) throws {
    let profile = try Profile(name, in: context)
    let kept = try context.settings()?[SettingKey("domain"), profile: name]
    let address = domain?.url ?? kept.flatMap(BaseURL.init)
    let source =
      context.origins["domain"].map(Self.words) ?? kept.map { _ in context.directories?.settings ?? "" }
    self.profile = name
    rows = [
      Row(name: "domain", value: address?.description, source: source),
      Row(name: "client id", value: profile.clientID?.value, source: profile.clientID?.source),
      Row(name: "secret", value: profile.secret.map { _ in Redaction.mark }, source: profile.secret?.source),
      Row(
        name: "access token", value: profile.accessToken.map { _ in Redaction.mark },
        source: profile.accessToken?.source),
    ].filter { $0.value != nil }
    isUsable =
      profile.accessToken != nil || (address != nil && profile.clientID != nil && profile.secret != nil)
    token = Self.token(profile, address, context)
    let base =
      try context.variable("SFMODELS_BASE_URL") ?? context.settings()?[SettingKey("base-url"), profile: name]
    destination = Destination(
      named: base.flatMap { try? URLArgument(argument: $0).url }, domain: address?.myDomain, ownPath: "")
  }

  private static func token(_ profile: Profile, _ domain: BaseURL?, _ context: Context) -> AccessToken? {
    if let given = profile.accessToken?.value { return AccessToken(given, received: context.now()) }
    guard let domain, let id = profile.clientID?.value else { return nil }
    let key = TokenCache.Key(domain: domain.myDomain.description, clientID: id)
    return context.cacheEntry(key, Notes(context.errors, isQuiet: true))?.cache.token(for: key)
  }

  static func words(_ origin: ValueOrigin) -> String {
    switch origin {
    case .commandLine: "the command line"
    case .environment(let name): name
    case .setting(let file): file
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
    let user = ids.last ?? token.claims?.subject.map { String($0.split(separator: ":").last ?? "") }
    let org = ids.first ?? token.claims?.tenant.map { String($0.split(separator: "/").last ?? "") }
    let facts: [(String, String?)] = [
      ("org", org), ("user", user), ("scopes", token.scope), ("instance", token.instanceURL),
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
