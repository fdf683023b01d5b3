import HTTPTypes
import Wire

/// Decides who may ask: programs that know a key, and web pages of known origins. A page of another origin must not
/// spend the org's credits, not even one that has bent a name of its own to this machine.
struct AccessPolicy: Sendable {
  private let hosts: HostAllowlist
  private let origins: OriginAllowlist
  private let keys: APIKeyVerifier

  init(_ configuration: CompatibleServer.Configuration) {
    hosts = HostAllowlist(allowed: configuration.allowedHosts, listening: configuration.listeningHost)
    origins = OriginAllowlist(allowed: configuration.allowedOrigins)
    keys = APIKeyVerifier(configuration.keys, named: configuration.namedKeys, now: configuration.now)
  }

  /// Whether the request may be looked at; browsers ask this first, and without a key.
  ///
  /// - Throws: ``ServerError/forbiddenHost(_:)``, ``ServerError/forbiddenOrigin(_:)``, ``ServerError/crossSite``.
  func checkSender(of request: HTTPRequest, at path: String) throws(ServerError) {
    if let host = request.authority, !hosts.allows(host) { throw .forbiddenHost(host) }
    if let origin = request.headerFields.value(of: .origin) {
      guard origins.allows(origin) || Self.isOwn(origin, of: request) else { throw .forbiddenOrigin(origin) }
    } else if path != "/health", Self.isCrossSite(request), !(path == "/" && Self.isNavigation(request)) {
      throw .crossSite
    }
  }

  /// Pictures, frames, links and forms of pages name no origin, but browsers say that another site has made them ask
  /// (https://w3c.github.io/webappsec-fetch-metadata).
  private static func isCrossSite(_ request: HTTPRequest) -> Bool {
    // Looking a field up and joining what has its name is slower than one pass.
    request.headerFields.contains { $0.name == .fetchSite && $0.value.lowercased().contains("cross-site") }
  }

  /// Whether this server's own page asks: it was loaded under the name that the request is sent to, which is one of the
  /// server's. Who stands before the server may speak TLS where the server does not.
  private static func isOwn(_ origin: String, of request: HTTPRequest) -> Bool {
    guard let own = WebOrigin(origin), let host = request.authority else { return false }
    let site = request.headerFields[.fetchSite]
    return (site == nil || site == "same-origin")
      && ["http", "https"].contains { WebOrigin("\($0)://\(host)") == own }
  }

  /// Whether a person has followed a link: the page spends nothing by itself, and browsers put it into no other one.
  private static func isNavigation(_ request: HTTPRequest) -> Bool {
    request.headerFields[.fetchDestination] == "document"
  }

  /// Who asks, by the key.
  ///
  /// - Throws: ``ServerError/missingKey``, ``ServerError/wrongKey``, ``ServerError/expiredKey(_:)``.
  func caller(of request: HTTPRequest) throws(ServerError) -> Caller {
    try keys.examine(request.headerFields)
  }

  /// The header fields with which a browser lets a page of an allowed origin read the answer.
  func sharing(with request: HTTPRequest) -> [HTTPField] {
    guard let origin = request.headerFields.value(of: .origin), origins.allows(origin) else { return [] }
    return CrossOrigin.fields(for: origin)
  }
}

extension HTTPField.Name {
  fileprivate static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
  fileprivate static let fetchDestination = HTTPField.Name("Sec-Fetch-Dest")!
}
