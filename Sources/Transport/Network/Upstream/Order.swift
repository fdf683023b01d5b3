import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// A request that is to be sent, and the exchange that waits for its answer.
struct Order: Sendable {
  let exchange: Exchange
  let head: HTTPRequestHead
  let body: ByteBuffer?

  init(_ request: HTTPRequest, body: [UInt8], userAgent: String, for exchange: Exchange) {
    self.exchange = exchange
    self.body = body.isEmpty ? nil : ByteBuffer(bytes: body)
    var headers = HTTPHeaders(request, host: exchange.destination.peer, userAgent: userAgent)
    headers.setLength(body.count, of: request.method)
    head = HTTPRequestHead(
      version: .http1_1, method: HTTPMethod(request.method), uri: request.path ?? "/", headers: headers)
  }
}

extension HTTPHeaders {
  /// The request's fields. Those that it must have and does not bring are added: `Host`, `User-Agent`, `Accept`.
  init(_ request: HTTPRequest, host: String, userAgent: String) {
    self.init()
    reserveCapacity(request.headerFields.count + 4)
    add(name: "Host", value: request.authority ?? host)
    for field in request.headerFields {
      add(name: field.name.rawName, value: field.value)
    }
    if !request.headerFields.contains(.userAgent) { add(name: "User-Agent", value: userAgent) }
    if !request.headerFields.contains(.accept) { add(name: "Accept", value: "*/*") }
  }

  /// Says how long the body is; to the encoder a request without that has a body in chunks.
  fileprivate mutating func setLength(_ count: Int, of method: HTTPRequest.Method) {
    remove(name: "Transfer-Encoding")
    remove(name: "Content-Length")
    if count > 0 || [.post, .put, .patch].contains(method) {
      add(name: "Content-Length", value: String(count))
    }
  }
}
