package import Wire

/// Where requests to the org's own host go, on which its data APIs are: to the instance that the org names with its
/// token, else to the host that the user named.
package struct InstanceDestination: Sendable {
  private let named: [BaseURL]

  /// - Parameter named: the hosts that the user named, the org's own first; their paths do not matter.
  package init(named: [BaseURL]) {
    self.named = named.map { $0.replacing(path: "") }.filter(\.isSafeForSecrets)
  }

  /// The host, without a path.
  ///
  /// - Throws: ``AuthorizationFailure/unknownInstance(named:)`` where there is none to which a token may go.
  package func base(for token: AccessToken) throws(AuthorizationFailure) -> BaseURL {
    let instance = token.instanceURL.flatMap(BaseURL.init)?.replacing(path: "")
    if let instance, isTrusted(instance) { return instance }
    guard let first = named.first else { throw .unknownInstance(named: token.instanceURL) }
    return first
  }

  /// The user's own pretended org names itself.
  private func isTrusted(_ instance: BaseURL) -> Bool {
    named.contains(instance) || (instance.scheme == "https" && instance.isSalesforce)
  }
}
