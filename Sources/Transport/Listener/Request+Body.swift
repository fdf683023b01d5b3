import HTTPTypes
import HummingbirdCore
import NIOCore

extension Request {
  /// Whether the client sends the body only after it was told to (RFC 9110 §10.1.1).
  var awaitsContinue: Bool {
    headers[.expect]?.lowercased() == "100-continue"
  }

  /// Bytes of names and values.
  var headerSize: Int {
    headers.reduce(head.path?.utf8.count ?? 0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
  }

  /// Whether it is known beforehand that the request will be refused.
  func isTooLarge(_ limits: Listener.Limits) -> Bool {
    headerSize > limits.header || (announcedLength ?? 0) > limits.body
  }

  /// The whole body; `nil` when it has more bytes than the limit. The rest of it is left to the library to skip.
  @concurrent
  func collect(upTo limit: Int) async throws -> [UInt8]? {
    let length = announcedLength ?? 0
    guard length <= limit else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    for try await buffer in body {
      guard bytes.count + buffer.readableBytes <= limit else { return nil }
      bytes += buffer.readableBytesView
    }
    return bytes
  }

  private var announcedLength: Int? {
    headers[.contentLength].flatMap { Int($0) }
  }
}
