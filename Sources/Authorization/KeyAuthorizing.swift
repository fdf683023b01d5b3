package import HTTPTypes
package import Wire

/// Sends requests to where the API lives, with a key of the LLM Gateway in place of a token.
///
/// Source: Salesforce's own clients of the gateway, which send `Authorization: API_KEY <key>`.
package struct KeyAuthorizing: HTTPService {
  private let service: any HTTPService
  private let key: @Sendable () async throws -> String
  private let destination: Destination

  /// - Parameter key: without a scheme, as Salesforce gave it out; is asked for with each request.
  package init(
    _ service: any HTTPService, to destination: Destination,
    key: @escaping @Sendable () async throws -> String
  ) {
    self.service = service
    self.key = key
    self.destination = destination
  }

  /// - Throws: ``AuthorizationFailure/unsafeDestination(_:)``, `HTTPFailure`; what `key` throws.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    var request = try destination.base(for: nil).addressing(request)
    request.headerFields[.authorization] = "API_KEY \(try await key())"
    var reply = try await service.respond(to: request, body: body)
    // Whoever explains the refusal must know that no token was refused (RFC 9110 §11.6.1).
    if reply.head.status == .unauthorized { reply.head.headerFields[.wwwAuthenticate] = "API_KEY" }
    return reply
  }
}
