import HTTPTypes
import NIOHTTP1
import Wire

/// A request's head, and what it says about the connection.
struct RequestHead: Sendable {
  let request: HTTPRequest
  /// Whether the client knows HTTP/1.1; one that does not cannot read chunks.
  let isModern: Bool
  let keepsConnection: Bool
  let awaitsContinue: Bool
  /// The length that the body is said to have; the largest number where it is beyond all of them.
  let announcedLength: Int?

  /// Stands for a head that could not be read: the answer to it is the last one.
  static let unknown = RequestHead(
    request: HTTPRequest(method: .get, scheme: nil, authority: nil, path: nil), isModern: true,
    keepsConnection: false, awaitsContinue: false, announcedLength: nil)
}

extension RequestHead {
  /// - Returns: `nil` for what is no request to us: without one host (RFC 9112 §3.2), with a strange target, or with texts
  ///   that are there to be compared slowly.
  init?(_ head: HTTPRequestHead) {
    let isModern = head.version.minor > 0
    guard let method = HTTPRequest.Method(head.method), let target = RequestTarget(head.uri),
      let fields = ReceivedFields(head.headers), head.uri.hasBoundedMarks,
      fields.hosts == 1 || fields.hosts == 0 && !isModern
    else { return nil }
    request = HTTPRequest(
      method: method, scheme: "http", authority: target.authority ?? fields.host, path: target.path,
      headerFields: fields.others)
    self.isModern = isModern
    // Whoever wants another protocol is answered in this one, and then has to come again.
    keepsConnection = head.isKeepAlive && !fields.asksForUpgrade
    awaitsContinue = isModern && fields.expectation?.lowercased() == "100-continue"
    announcedLength = fields.contentLength.flatMap(Self.length)
  }

  /// A number that is too large for us is still a number.
  private static func length(_ text: String) -> Int? {
    Int(text) ?? (text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? .max : nil)
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

/// The fields of a request, and what the listener itself looks at, found in one pass instead of one for
/// each name.
private struct ReceivedFields {
  /// All but `Host`, which is said elsewhere.
  var others = HTTPFields()
  /// The first of them.
  var host: String?
  var hosts = 0
  var asksForUpgrade = false
  var expectation: String?
  var contentLength: String?

  /// - Returns: `nil` when the name of one is no name.
  init?(_ headers: HTTPHeaders) {
    others.reserveCapacity(headers.count)
    for (name, value) in headers {
      guard let name = HTTPField.Name(name), value.hasBoundedMarks else { return nil }
      if name.canonicalName == "host" {
        hosts += 1
        host = host ?? value
      } else {
        note(name, value)
        others.append(HTTPField(name: name, value: value))
      }
    }
  }

  private mutating func note(_ name: HTTPField.Name, _ value: String) {
    switch name {
    case .upgrade: asksForUpgrade = true
    case .expect: expectation = value
    case .contentLength: contentLength = value
    default: break
    }
  }
}
