import HTTPTypes
import HummingbirdCore
import NIOCore
import Wire

extension ResponseWriter {
  /// Writes the reply: in one go when it is whole, otherwise piece by piece, each as it is pulled.
  @concurrent
  consuming func write(_ reply: sending HTTPReply, to method: HTTPRequest.Method) async throws {
    var (head, body) = (reply.head, reply.body)
    for name in HTTPField.Name.ofOneConnection { head.headerFields[name] = nil }
    let length = body.wholeLength
    if let length, method != .head || head.headerFields[.contentLength] == nil {
      head.headerFields[.contentLength] = String(length)
    }
    if method == .head { return try await write(head, withoutBodyOf: length) }
    if length != nil { return try await write(response: head, body: ResponseBody(try await body.next())) }

    var output = try await writeHead(head)
    while let piece = try await body.next() {
      try await output.write(ByteBuffer(bytes: piece))
    }
    try await output.finish(nil)
  }

  /// Answers HEAD. The library would end a body of unknown length with its last chunk, which must not follow here; so
  /// the connection is closed instead.
  @concurrent
  private consuming func write(_ head: HTTPResponse, withoutBodyOf length: Int?) async throws {
    guard length == nil else { return try await writeResponse(head) }
    _ = try await writeHead(head)
    throw CancellationError()
  }
}

extension ResponseBody {
  fileprivate init(_ bytes: [UInt8]?) {
    self = bytes.map { ResponseBody(byteBuffer: ByteBuffer(bytes: $0)) } ?? ResponseBody()
  }
}

extension HTTPField.Name {
  /// Fields that speak of one connection (RFC 9110 §7.6.1), so not of ours when a reply comes from another server.
  fileprivate static let ofOneConnection: [HTTPField.Name] = [.connection, .transferEncoding, .upgrade]
}
