import HTTPTypes
import NIOCore
import NIOHTTP1
import Wire

/// A request in the parts in which it arrives.
struct RequestAssembler {
  private let limit: Int
  private let budget: BodyBudget
  /// What is here of the head.
  private(set) var head: RequestHead?
  private var body: [UInt8] = []
  private var awaitsContinue = false
  /// What the body, or that of the request before it, which is being answered, takes of the budget.
  private var taken = 0
  /// Whether somebody has looked at the head before the body was here.
  private var isJudged = false

  init(_ limits: Listener.Limits, _ budget: BodyBudget) {
    limit = limits.body
    self.budget = budget
  }

  /// Whether the client waits for leave to send the body (RFC 9110 §10.1.1); it is to be told just once.
  mutating func takesUpExpectation() -> Bool {
    defer { awaitsContinue = false }
    return awaitsContinue && body.isEmpty
  }

  /// The head of a request whose body is not whole yet; once for each.
  mutating func unjudgedHead() -> RequestHead? {
    defer { isJudged = true }
    return isJudged ? nil : head
  }

  /// The request, with its last part.
  ///
  /// - Throws: ``RejectedRequest`` for a head that is none, and for a body that is too large, or one too many.
  mutating func take(_ part: HTTPServerRequestPart) throws(RejectedRequest) -> ReceivedRequest? {
    switch part {
    case .head(let head): try begin(head)
    case .body(let bytes): try add(bytes)
    case .end: return end()
    }
    return nil
  }

  /// The last request is answered, or will never be.
  mutating func giveBack() {
    guard taken > 0 else { return }
    budget.giveBack(taken)
    taken = 0
  }

  private mutating func begin(_ head: HTTPRequestHead) throws(RejectedRequest) {
    guard let head = RequestHead(head) else { throw RejectedRequest(.badRequest) }
    (self.head, isJudged) = (head, false)
    let length = head.announcedLength ?? 0
    guard length <= limit else { throw RejectedRequest(.contentTooLarge) }
    guard length == 0 || budget.hasSpace(for: length) else { throw RejectedRequest(.serviceUnavailable) }
    awaitsContinue = head.awaitsContinue
    body.reserveCapacity(length)
  }

  private mutating func add(_ bytes: ByteBuffer) throws(RejectedRequest) {
    let count = bytes.readableBytes
    guard count <= limit - body.count else { throw RejectedRequest(.contentTooLarge) }
    guard budget.take(count) else { throw RejectedRequest(.serviceUnavailable) }
    taken += count
    body += bytes.readableBytesView
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

  /// Whether reading it may take so long that it must not be done on the event loop, where others wait; what is packed
  /// may be long whatever its own length.
  var isLong: Bool {
    body.count > 64 << 10
      || !body.isEmpty && head.request.headerFields.contains { $0.name == .contentEncoding }
  }
}
