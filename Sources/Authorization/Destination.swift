package import Wire

/// Where API requests go: to the host the user named, else to the one the org names with its token, else to the
/// documented one.
package struct Destination: Sendable {
  private let named: BaseURL?
  private let ownPath: String

  /// - Parameters:
  ///   - named: with a path it is taken whole, without one the API's own path is appended.
  ///   - ownPath: where the API's endpoints begin on its host.
  package init(named: BaseURL?, ownPath: String) {
    self.named = named
    self.ownPath = ownPath
  }

  /// - Throws: ``AuthorizationFailure/unsafeDestination(_:)`` for a host to which no token may go.
  package func base(for token: AccessToken?) throws(AuthorizationFailure) -> BaseURL {
    if let named { return try checked(named.hasPath ? named : named.appending(path: ownPath)) }
    if let host = token?.apiInstanceURL.flatMap(BaseURL.init), host.scheme == "https", host.isSalesforce {
      return host.replacing(path: ownPath)
    }
    return BaseURL(httpsHost: "api.salesforce.com", path: ownPath)
  }

  private func checked(_ base: BaseURL) throws(AuthorizationFailure) -> BaseURL {
    guard base.isSafeForSecrets else { throw .unsafeDestination(base) }
    return base
  }
}
