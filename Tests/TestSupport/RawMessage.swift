package import HTTPTypes
package import Wire

/// An HTTP message as tests write it: a start line, header lines, an empty line, and the body.
struct RawMessage {
  /// The words of the start line, at most three.
  let start: [String]
  let fields: HTTPFields
  let body: [UInt8]

  init(_ text: String) throws {
    let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
    start = lines[0].split(separator: " ", maxSplits: 2).map(String.init)
    fields = HTTPFields(try lines.dropFirst().map(Self.field))
    body = parts.count == 2 ? Array(parts[1].utf8) : []
    guard start.count > 1 else { throw UnreadableMessage(text: text) }
  }

  private static func field(_ line: Substring) throws -> HTTPField {
    let parts = line.split(separator: ": ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let name = HTTPField.Name(String(parts[0])) else {
      throw UnreadableMessage(text: String(line))
    }
    return HTTPField(name: name, value: String(parts[1]))
  }
}

/// A test wrote something that is no HTTP message.
package struct UnreadableMessage: Error {
  package let text: String
}

extension HTTPReply {
  /// Reads `HTTP/1.1 200 OK`, header lines, an empty line, and the body.
  package init(raw: String) throws {
    let message = try RawMessage(raw)
    guard message.start[0] == "HTTP/1.1", let code = Int(message.start[1]) else {
      throw UnreadableMessage(text: raw)
    }
    self.init(
      head: HTTPResponse(status: HTTPResponse.Status(code: code), headerFields: message.fields),
      body: ReplyBody(message.body))
  }
}

extension HTTPRequest {
  /// Reads `POST /path`, header lines, an empty line, and the body; `Host` becomes the authority.
  package static func reading(raw: String) throws -> (head: HTTPRequest, body: [UInt8]) {
    let message = try RawMessage(raw)
    guard let method = HTTPRequest.Method(message.start[0]) else { throw UnreadableMessage(text: raw) }
    let host = HTTPField.Name("Host").flatMap { message.fields[$0] }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: host, path: message.start[1], headerFields: message.fields)
    return (head, message.body)
  }

  /// Method and address, header lines, an empty line, and the body.
  func raw(body: String) -> String {
    let address = "\(scheme.map { "\($0)://" } ?? "")\(authority ?? "")\(path ?? "")"
    let lines = ["\(method) \(address)"] + headerFields.map { "\($0.name): \($0.value)" }
    return lines.joined(separator: "\n") + "\n\n" + body
  }
}
