import HTTPTypes
import HummingbirdCore
import NIOCore
import Wire

/// Answers one request of a connection with what the service says.
struct Answering: Sendable {
  private let service: any HTTPService
  private let limits: Listener.Limits
  private let onFailure: @Sendable (any Error) -> Void
  private let date = DateField()

  init(
    _ service: any HTTPService, _ limits: Listener.Limits, onFailure: @escaping @Sendable (any Error) -> Void
  ) {
    self.service = service
    self.limits = limits
    self.onFailure = onFailure
  }

  /// - Throws: what makes the connection unusable: a client that is gone, or an answer that broke off.
  @concurrent
  func respond(_ request: Request, _ writer: consuming ResponseWriter) async throws {
    if request.awaitsContinue, !request.isTooLarge(limits) {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    var reply = try await reply(to: request)
    if reply.head.headerFields[.date] == nil { reply.head.headerFields[.date] = date.value() }
    try await writer.write(reply, to: request.method)
  }

  private func reply(to request: Request) async throws -> HTTPReply {
    guard request.headerSize <= limits.header else { return .refusal(.requestHeaderFieldsTooLarge) }
    guard let body = try await request.collect(upTo: limits.body) else { return .refusal(.contentTooLarge) }
    do {
      return try await service.respond(to: request.head, body: body)
    } catch {
      // When the client is gone nobody waits for an answer, and whatever was thrown is only a consequence.
      try Task.checkCancellation()
      onFailure(error)
      return .refusal(.internalServerError)
    }
  }
}

extension HTTPReply {
  fileprivate static func refusal(_ status: HTTPResponse.Status) -> HTTPReply {
    HTTPReply(
      status, contentType: "application/json", Array(#"{"message":"\#(status.reasonPhrase)"}"#.utf8))
  }
}
