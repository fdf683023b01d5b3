package import HTTPTypes
package import Wire

/// Sends requests to where the API lives, with a token, and once more with another when the first is not taken.
package struct Authorizing: HTTPService {
  private let service: any HTTPService
  private let keeper: TokenKeeper
  private let destination: Destination

  package init(_ service: any HTTPService, _ keeper: TokenKeeper, to destination: Destination) {
    self.service = service
    self.keeper = keeper
    self.destination = destination
  }

  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    let token = try await keeper.token()
    let reply = try await send(request, body, token)
    guard reply.head.status == .unauthorized else { return reply }
    let fresh = try await keeper.replacement(for: token)
    guard fresh.text != token.text else { return reply }
    // Let go before sending again: the connection can be used once more.
    _ = consume reply
    return try await send(request, body, fresh)
  }

  private func send(_ request: HTTPRequest, _ body: [UInt8], _ token: AccessToken) async throws -> HTTPReply {
    let base = try destination.base(for: token)
    guard token.claims != nil || !base.isSalesforce else { throw AuthorizationFailure.opaqueToken }
    var request = base.addressing(request)
    request.headerFields[.authorization] = "Bearer \(token.text)"
    return try await service.respond(to: request, body: body)
  }
}
