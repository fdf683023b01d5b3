import HTTPTypes
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A request that is to be sent, and the exchange that waits for its answer.
struct OutboundRequest: Sendable {
  let exchange: Exchange
  let head: HTTPRequestHead
  let body: [UInt8]
  /// Whether it was sent before, to nobody.
  private(set) var isRepeated = false

  init(_ request: HTTPRequest, body: [UInt8], userAgent: String, for exchange: Exchange) {
    self.exchange = exchange
    self.body = body
    var headers = HTTPHeaders(request, userAgent: userAgent)
    // To the encoder a request without a length has a body in chunks.
    if !body.isEmpty || [.post, .put, .patch].contains(request.method) {
      headers.add(name: "Content-Length", value: String(body.count))
    }
    if exchange.route.isForwarded, let authorization = exchange.route.proxy?.authorization {
      headers.add(name: "Proxy-Authorization", value: authorization)
    }
    head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(request.method),
      uri: Self.target(of: request, by: exchange.route),
      headers: headers)
  }

  /// The same, to be sent once more.
  var repeated: OutboundRequest {
    var copy = self
    copy.isRepeated = true
    return copy
  }

  /// A path; for a proxy that reads it, the whole address (RFC 9112 §3.2.2).
  private static func target(of request: HTTPRequest, by route: ConnectionRoute) -> String {
    let path = request.path ?? "/"
    return route.isForwarded ? "http://\(request.authority ?? route.origin.peer)\(path)" : path
  }
}

extension HTTPHeaders {
  /// The request's fields without those that say how long the body is. Those that it must have and does not bring are
  /// added: `Host`, `User-Agent`, `Accept`.
  fileprivate init(_ request: HTTPRequest, userAgent: String) {
    self.init()
    reserveCapacity(request.headerFields.count + 5)
    add(name: "Host", value: request.authority ?? "")
    // One pass instead of one for each name.
    var (bringsUserAgent, bringsAccept) = (false, false)
    for field in request.headerFields {
      switch field.name {
      case .contentLength, .transferEncoding: continue
      case .userAgent: bringsUserAgent = true
      case .accept: bringsAccept = true
      default: break
      }
      add(name: field.name.rawName, value: field.value)
    }
    if !bringsUserAgent { add(name: "User-Agent", value: userAgent) }
    if !bringsAccept { add(name: "Accept", value: "*/*") }
  }
}
