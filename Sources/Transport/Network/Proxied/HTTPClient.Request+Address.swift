import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

extension HTTPClient.Request {
  /// The request as the library wants it.
  init(_ request: HTTPRequest, body: [UInt8], at address: Address, userAgent: String) throws {
    do {
      try self.init(
        url: address.url, method: HTTPMethod(request.method),
        headers: HTTPHeaders(request, host: address.peer, userAgent: userAgent),
        body: body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: body)))
    } catch is HTTPClientError {
      throw TransportError.unusableAddress(address.url)
    }
  }
}
