import HTTPTypes
import Wire

/// A request as the org's handlers look at it: path and query taken apart, numbered in the order of arrival.
struct IncomingRequest: Sendable {
  let number: Int
  let method: HTTPRequest.Method
  let headers: HTTPFields
  /// The path's segments, percent-decoded.
  let path: [String]
  let query: FormFields
  let body: [UInt8]
  /// Scheme and authority that the client used.
  let origin: String

  init(_ request: HTTPRequest, body: [UInt8], number: Int) {
    let target = (request.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.number = number
    self.body = body
    method = request.method
    headers = request.headerFields
    path = target[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
      .map { PercentEncoding.decode(Array($0.utf8)) }
    query = FormFields(decoding: target.count == 2 ? Array(target[1].utf8) : [])
    origin =
      "\(request.scheme ?? "http")://\(request.authority ?? request.headerFields["host"] ?? "localhost")"
  }

  /// The media type without its parameters, in lower case.
  var mediaType: String? {
    headers["content-type"]?.split(separator: ";").first?.lowercased().trimmingSpaces
  }

  /// The token of an `Authorization: Bearer` header.
  var bearer: String? { authorization(scheme: "bearer") }

  /// What follows the scheme in the `Authorization` header, when it is that scheme.
  func authorization(scheme: String) -> String? {
    guard let header = headers["authorization"] else { return nil }
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
    return parts[1].trimmingSpaces
  }
}

extension IncomingRequest {
  func checkMediaType() throws(ErrorResponse) {
    guard mediaType == "application/json" else {
      throw .badArgument("Content-Type must be application/json.", header: "Content-Type")
    }
  }

  func checkPresence(of header: String) throws(ErrorResponse) {
    guard let value = headers[header], !value.isEmpty else { throw .missing(header: header) }
  }
}

extension HTTPFields {
  /// The value of a field by its plain name.
  subscript(name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }

  mutating func append(_ name: String, _ value: String) {
    guard let name = HTTPField.Name(name) else { return }
    append(HTTPField(name: name, value: value))
  }
}

extension StringProtocol {
  var trimmingSpaces: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
