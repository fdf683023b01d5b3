package import HTTPTypes
package import Wire

/// Sends requests to where the API lives, with a token, and once more with another when the first is not taken.
package struct Authorizing: HTTPService {
  private let service: any HTTPService
  private let provider: TokenProvider
  private let base: @Sendable (AccessToken) throws(AuthorizationFailure) -> BaseURL
  private let tellsTenant: Bool

  /// - Parameter tellsTenant: whether the org that the token names is told in a header of its own.
  package init(
    _ service: any HTTPService, _ provider: TokenProvider, to destination: Destination,
    tellsTenant: Bool = false
  ) {
    self.tellsTenant = tellsTenant
    self.service = service
    self.provider = provider
    base = { (token) throws(AuthorizationFailure) in try destination.base(for: token) }
  }

  /// Sends requests to the org's own host.
  package init(
    _ service: any HTTPService, _ provider: TokenProvider, toInstance destination: InstanceDestination
  ) {
    tellsTenant = false
    self.service = service
    self.provider = provider
    base = { (token) throws(AuthorizationFailure) in try destination.base(for: token) }
  }

  /// - Throws: ``AuthorizationFailure``, inside `RetriesExhausted` where the org was asked several times; `HTTPFailure`.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let token = try await provider.token()
    let reply = try await send(request, body, token)
    guard reply.head.status == .unauthorized else { return reply }
    let fresh = try await provider.replacement(for: token)
    guard fresh.text != token.text else { return reply }
    // Let go before sending again: the connection can be used once more.
    _ = consume reply
    return try await send(request, body, fresh)
  }

  private func send(_ request: HTTPRequest, _ body: [UInt8], _ token: AccessToken) async throws -> HTTPReply {
    let base = try base(token)
    guard token.claims != nil || !base.isSalesforce else { throw AuthorizationFailure.opaqueToken }
    var request = base.addressing(request)
    request.headerFields[.authorization] = "Bearer \(token.text)"
    if tellsTenant { tellTenant(of: token, in: &request) }
    return try await service.respond(to: request, body: body)
  }

  /// What the user said of the tenant counts.
  private func tellTenant(of token: AccessToken, in request: inout HTTPRequest) {
    guard request.headerFields[.tenantID] == nil else { return }
    request.headerFields[.tenantID] = token.claims?.tenant
  }
}

extension HTTPField.Name {
  fileprivate static let tenantID = HTTPField.Name("x-sfdc-core-tenant-id")!
}
