import Authorization
import Wire

/// Asks the org whether a profile still opens it.
struct LoginCheck {
  let credential: Credential
  /// The org's, as the user says.
  let domain: BaseURL?
  /// The token that is kept, dead or alive.
  let kept: AccessToken?
  let network: NetworkOptions
  let context: Context
  let notes: Notes

  /// A token that the org takes, of credentials that it takes; `nil` where it cannot be asked.
  ///
  /// - Throws: `AuthorizationFailure`, inside `RetriesExhausted` where there were several attempts.
  func token() async throws -> AccessToken? {
    switch credential {
    case .key:
      notes.note("nobody can be asked about a key of the LLM Gateway; a call with --api llmg tells")
      return nil
    case .given, .kept: return try await handedOverToken()
    case .pretended, .client, .signed, .refreshed: return try await ownToken()
    }
  }

  private func handedOverToken() async throws -> AccessToken? {
    let service = try context.network(for: network, notes)
    let token = try await provider(service).token()
    guard let host = host(of: token) else {
      notes.note("it is not known which org the token is of: --domain names it")
      return nil
    }
    try await endpoint(host, service).check(token)
    return token
  }

  /// The kept token may be good where the credentials no longer are, and the other way round.
  private func ownToken() async throws -> AccessToken {
    let service = try context.network(for: network, notes)
    let provider = provider(service)
    guard let kept, kept.isAlive(at: context.now()) else {
      let token = try await provider.token()
      try await check(token, service)
      return token
    }
    try await check(kept, service)
    return try await provider.replacement(for: kept)
  }

  private func check(_ token: AccessToken, _ service: any HTTPService) async throws {
    guard let host = credential.domain else { return }
    try await endpoint(host, service).check(token)
  }

  /// A token goes to where the user says, or back to the org that it names.
  private func host(of token: AccessToken) -> BaseURL? {
    if let domain { return domain }
    let issuer = token.instanceURL.flatMap(BaseURL.init)
    return issuer.flatMap { $0.isSalesforce && $0.scheme == "https" ? $0.replacing(path: "") : nil }
  }

  private func provider(_ service: any HTTPService) -> TokenProvider {
    TokenProvider(for: credential, in: context, over: service, network, notes)
  }

  private func endpoint(_ domain: BaseURL, _ service: any HTTPService) -> TokenEndpoint {
    TokenEndpoint(
      domain: domain, service: service, retrying: context.retrying(network, notes), now: context.now)
  }
}
