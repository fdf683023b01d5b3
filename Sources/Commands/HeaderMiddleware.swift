import HTTPTypes
import Wire

/// Sends a user's own header fields along; they replace fields of the same name.
struct HeaderMiddleware: HTTPService {
  private let service: any HTTPService
  private let fields: [HTTPField]

  init(_ service: any HTTPService, _ fields: [HTTPField]) {
    self.service = service
    self.fields = fields
  }

  func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try await service.respond(to: request.replacing(fields), body: body)
  }
}

extension HTTPRequest {
  /// The same with these fields, and without others of their names.
  func replacing(_ fields: [HTTPField]) -> HTTPRequest {
    var request = self
    for name in Set(fields.map(\.name)) { request.headerFields[name] = nil }
    for field in fields { request.headerFields.append(field) }
    return request
  }
}
