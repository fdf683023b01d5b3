import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension HTTPClient.Request {
  /// The request as the library wants it. What it must have and does not bring is added: `Host`, `User-Agent`, `Accept`.
  init(_ request: HTTPRequest, body: [UInt8], at address: Address, userAgent: String) throws {
    var headers = HTTPHeaders()
    headers.reserveCapacity(request.headerFields.count + 4)
    headers.add(name: "Host", value: request.authority ?? address.peer)
    for field in request.headerFields {
      headers.add(name: field.name.rawName, value: field.value)
    }
    if !request.headerFields.contains(.userAgent) { headers.add(name: "User-Agent", value: userAgent) }
    if !request.headerFields.contains(.accept) { headers.add(name: "Accept", value: "*/*") }
    do {
      try self.init(
        url: address.url, method: HTTPMethod(request.method), headers: headers,
        body: body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: body)))
    } catch is HTTPClientError {
      throw TransportError.unusableAddress(address.url)
    }
  }
}
