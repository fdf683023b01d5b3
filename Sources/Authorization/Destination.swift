package import Wire

/// Where API requests go: to the host the user named, else to the one the org names with its token, else to the
/// documented one.
package struct Destination: Sendable {
  /// Where the documents have the API.
  package static let documentedHost = "api.salesforce.com"

  // All that does not depend on the token is worked out here, once: every request asks.
  private let named: Result<BaseURL, AuthorizationFailure>?
  private let documented: BaseURL
  private let domain: BaseURL?
  private let ownPath: String

  /// - Parameters:
  ///   - named: with a path it is taken whole, without one the API's own path is appended.
  ///   - domain: where tokens come from; the user has named it, so that its own origin may get them back.
  ///   - ownPath: where the API's endpoints begin on its host.
  package init(named: BaseURL?, domain: BaseURL? = nil, ownPath: String) {
    self.domain = domain
    self.named = named.map { Self.checked($0.hasPath ? $0 : $0.appending(path: ownPath)) }
    documented = BaseURL(httpsHost: Self.documentedHost, path: ownPath)
    self.ownPath = ownPath
  }

  /// The host, and the path that the endpoints' paths are appended to.
  ///
  /// - Throws: ``AuthorizationFailure/unsafeDestination(_:)`` for a host to which no token may go.
  package func base(for token: AccessToken?) throws(AuthorizationFailure) -> BaseURL {
    if let named { return try named.get() }
    return (token?.apiInstance ?? token.flatMap(ownOrigin))?.replacing(path: ownPath) ?? documented
  }

  /// A pretended org names itself as the host of its API.
  private func ownOrigin(_ token: AccessToken) -> BaseURL? {
    guard let domain, domain.isSafeForSecrets, let address = token.apiInstanceURL.flatMap(BaseURL.init),
      address.replacing(path: "") == domain.replacing(path: "")
    else { return nil }
    return address
  }

  private static func checked(_ base: BaseURL) -> Result<BaseURL, AuthorizationFailure> {
    base.isSafeForSecrets ? .success(base) : .failure(.unsafeDestination(base))
  }
}
