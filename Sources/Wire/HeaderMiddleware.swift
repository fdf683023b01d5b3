package import HTTPTypes

/// Sends header fields along with every request; they replace fields of the same name.
package struct HeaderMiddleware: HTTPService {
  private let service: any HTTPService
  private let fields: [HTTPField]

  /// - Parameter fields: those of one name are all sent.
  package init(_ service: any HTTPService, _ fields: [HTTPField]) {
    self.service = service
    self.fields = fields
  }

  /// The service's own answer.
  ///
  /// - Throws: what the service throws.
  package func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
    try await service.respond(to: request.replacing(fields), body: body)
  }
}

extension HTTPRequest {
  /// The same with these fields, and without others of their names.
  package func replacing(_ fields: [HTTPField]) -> HTTPRequest {
    var all = HTTPFields()
    all.reserveCapacity(headerFields.count + fields.count)
    for field in headerFields where !fields.contains(where: { $0.name == field.name }) { all.append(field) }
    for field in fields { all.append(field) }
    var request = self
    request.headerFields = all
    return request
  }
}
