import HTTPTypes
import NIOHTTP1
import Wire

/// An answer that the listener gives without asking the service.
struct RejectedRequest: Error {
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
  init(_ rejection: RejectedRequest) {
    self.init(head: rejection.head, body: ReplyBody(rejection.body))
  }
}
