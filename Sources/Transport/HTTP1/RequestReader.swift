import HTTPTypes
import NIOCore

/// Cuts the requests out of the bytes that a connection brings, one at a time.
struct RequestReader {
  private let limits: Listener.Limits
  private var lines: HeadLines
  private var fields = HeadFields()
  private var awaitsContinue = false
  private var arriving: (head: RequestHead, reader: BodyReader, body: [UInt8])?

  init(_ limits: Listener.Limits) {
    self.limits = limits
    lines = HeadLines(limit: limits.header)
  }

  /// Whether a head is here whose body is still to come.
  var hasBegun: Bool { arriving != nil }

  /// Whether the client waits for leave to send the body (RFC 9110 §10.1.1); it is to be told just once.
  mutating func takesUpExpectation() -> Bool {
    guard awaitsContinue, arriving?.body.isEmpty == true else { return false }
    awaitsContinue = false
    return true
  }

  /// The next request, when all of it has arrived.
  mutating func next(from buffer: inout ByteBuffer) throws(MessageFault) -> ArrivedRequest? {
    if arriving == nil, let lines = try lines.cut(from: &buffer) { try begin(lines) }
    guard let head = arriving?.head, var reader = arriving?.reader, var body = arriving?.body else {
      return nil
    }
    arriving = nil
    try reader.read(&buffer) { (bytes) throws(MessageFault) in
      guard body.count + bytes.count <= limits.body else { throw .bodyTooLarge }
      body += bytes
    }
    guard reader.isAtEnd else {
      arriving = (head, reader, body)
      return nil
    }
    return ArrivedRequest(head: head, body: body)
  }

  private mutating func begin(_ lines: ByteBuffer) throws(MessageFault) {
    let (line, fields) = try fields.read(lines, firstLine: RequestLine.init)
    let head = try RequestHead(line, fields)
    let length = try BodyLength(fields) ?? .known(0)
    if case .known(let count) = length {
      guard count <= limits.body else { throw .bodyTooLarge }
    }
    awaitsContinue = head.awaitsContinue
    arriving = (head, BodyReader(length), [])
  }
}

/// A request that has arrived whole.
struct ArrivedRequest: Sendable {
  let head: RequestHead
  let body: [UInt8]
}
