import HTTPTypes

/// A request's head, and what it says about the connection.
struct RequestHead: Sendable {
  let request: HTTPRequest
  /// Whether the client knows HTTP/1.1; one that does not cannot read chunks.
  let isModern: Bool
  let keepsConnection: Bool
  let awaitsContinue: Bool

  /// Stands for a head that could not be read: the answer to it is the last one.
  static let unknown = RequestHead(
    request: HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil), isModern: true,
    keepsConnection: false,
    awaitsContinue: false)
}

extension RequestHead {
  init(_ line: RequestLine, _ fields: HTTPFields) throws(MessageFault) {
    var fields = fields
    let hosts = fields.filter { $0.name.canonicalName == "host" }.map(\.value)
    guard hosts.count == 1 || hosts.isEmpty && !line.isModern else { throw .malformed }
    guard line.isModern || !fields.contains(.transferEncoding) else { throw .malformed }
    fields.removeAll { $0.name.canonicalName == "host" }
    let connection = fields[.connection]?.lowercased() ?? ""
    isModern = line.isModern
    // Whoever wants another protocol is answered in this one, and then has to come again.
    keepsConnection =
      line.isModern
      ? !connection.contains("close") && !connection.contains("upgrade") : connection.contains("keep-alive")
    awaitsContinue = line.isModern && fields[.expect]?.lowercased() == "100-continue"
    request = HTTPRequest(
      method: line.method, scheme: "http", authority: line.authority ?? hosts.first, path: line.path,
      headerFields: fields)
  }
}
