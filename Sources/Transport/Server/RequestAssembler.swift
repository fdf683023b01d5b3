import HTTPTypes
import NIOCore
import NIOHTTP1

/// A request in the parts in which it arrives.
struct RequestAssembler {
  private let limit: Int
  private var head: RequestHead?
  private var body: [UInt8] = []
  private var awaitsContinue = false

  init(_ limits: Listener.Limits) {
    limit = limits.body
  }

  /// What is here of it, without its body.
  var begun: HTTPRequest? { head?.request }

  /// Whether the client waits for leave to send the body (RFC 9110 §10.1.1); it is to be told just once.
  mutating func takesUpExpectation() -> Bool {
    defer { awaitsContinue = false }
    return awaitsContinue && body.isEmpty
  }

  /// The request, with its last part.
  mutating func take(_ part: HTTPServerRequestPart) throws(RejectedRequest) -> ReceivedRequest? {
    switch part {
    case .head(let head): try begin(head)
    case .body(let bytes):
      guard body.count + bytes.readableBytes <= limit else { throw RejectedRequest(.contentTooLarge) }
      body += bytes.readableBytesView
    case .end: return end()
    }
    return nil
  }

  private mutating func begin(_ head: HTTPRequestHead) throws(RejectedRequest) {
    guard let head = RequestHead(head) else { throw RejectedRequest(.badRequest) }
    self.head = head
    guard head.announcedLength ?? 0 <= limit else { throw RejectedRequest(.contentTooLarge) }
    awaitsContinue = head.awaitsContinue
  }

  private mutating func end() -> ReceivedRequest? {
    defer { (head, body, awaitsContinue) = (nil, [], false) }
    return head.map { ReceivedRequest(head: $0, body: body) }
  }
}

/// A request that has arrived whole.
struct ReceivedRequest: Sendable {
  let head: RequestHead
  let body: [UInt8]
}
