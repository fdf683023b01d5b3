import HTTPTypes
import Wire

/// An answer that the listener gives without asking the service.
struct Refusal {
  let head: HTTPResponse
  let body: [UInt8]

  init(_ status: HTTPResponse.Status, retryAfter seconds: Int? = nil) {
    var fields: HTTPFields = [.contentType: "application/json"]
    if let seconds { fields[.retryAfter] = String(seconds) }
    head = HTTPResponse(status: status, headerFields: fields)
    body = Array(#"{"message":"\#(status.reasonPhrase)"}"#.utf8)
  }

  init(_ fault: MessageFault) {
    switch fault {
    case .malformed: self.init(.badRequest)
    case .headTooLarge: self.init(.requestHeaderFieldsTooLarge)
    case .bodyTooLarge: self.init(.contentTooLarge)
    case .unknownCoding: self.init(.notImplemented)
    }
  }

  /// More requests wait for their answers than may.
  static let busy = Refusal(.serviceUnavailable, retryAfter: 1)
}

extension HTTPReply {
  init(refusal: Refusal) {
    self.init(head: refusal.head, body: ReplyBody(refusal.body))
  }
}
