import HTTPTypes
import NIOHTTP1
import Wire

/// An answer that the listener gives without asking the service.
struct Refusal: Error {
  let head: HTTPResponse
  let body: [UInt8]

  init(_ status: HTTPResponse.Status) {
    head = HTTPResponse(status: status, headerFields: [.contentType: "application/json"])
    body = Array(#"{"message":"\#(status.reasonPhrase)"}"#.utf8)
  }

  /// For bytes that are no request.
  init(_ error: HTTPParserError) {
    switch error {
    case .headerOverflow: self.init(.requestHeaderFieldsTooLarge)
    default: self.init(.badRequest)
    }
  }
}

extension HTTPReply {
  init(refusal: Refusal) {
    self.init(head: refusal.head, body: ReplyBody(refusal.body))
  }
}
