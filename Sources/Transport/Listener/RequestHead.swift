import HTTPTypes
import NIOHTTP1

/// A request's head, and what it says about the connection.
struct RequestHead: Sendable {
  let request: HTTPRequest
  /// Whether the client knows HTTP/1.1; one that does not cannot read chunks.
  let isModern: Bool
  let keepsConnection: Bool
  let awaitsContinue: Bool
  /// The length that the body is said to have.
  let announcedLength: Int?

  /// Stands for a head that could not be read: the answer to it is the last one.
  static let unknown = RequestHead(
    request: HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil), isModern: true,
    keepsConnection: false, awaitsContinue: false, announcedLength: nil)
}

extension RequestHead {
  /// - Returns: `nil` for what is no request to us: without one host (RFC 9112 §3.2), or with a strange target.
  init?(_ head: HTTPRequestHead) {
    let hosts = head.headers["host"]
    let isModern = head.version.minor > 0
    guard hosts.count == 1 || hosts.isEmpty && !isModern, let method = HTTPRequest.Method(head.method),
      let target = RequestTarget(head.uri), let fields = HTTPFields(head.headers)
    else { return nil }
    request = HTTPRequest(
      method: method, scheme: "http", authority: target.authority ?? hosts.first, path: target.path,
      headerFields: fields)
    self.isModern = isModern
    // Whoever wants another protocol is answered in this one, and then has to come again.
    keepsConnection = head.isKeepAlive && !fields.contains(.upgrade)
    awaitsContinue = isModern && fields[.expect]?.lowercased() == "100-continue"
    announcedLength = fields[.contentLength].flatMap { Int($0) }
  }
}

extension HTTPRequest.Method {
  fileprivate init?(_ method: HTTPMethod) {
    switch method {
    case .GET: self = .get
    case .POST: self = .post
    default: self.init(method.rawValue)
    }
  }
}

extension HTTPFields {
  /// The same fields without `Host`, which is said elsewhere.
  fileprivate init?(_ headers: HTTPHeaders) {
    self.init()
    reserveCapacity(headers.count)
    for (name, value) in headers {
      guard let name = HTTPField.Name(name) else { return nil }
      if name.canonicalName != "host" { append(HTTPField(name: name, value: value)) }
    }
  }
}
