import HTTPTypes
import NIOCore
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
  ///
  /// - Parameter bytes: those that the error is about.
  init(_ error: HTTPParserError, reading bytes: ByteBuffer?) {
    switch error {
    case .headerOverflow: self.init(.requestHeaderFieldsTooLarge)
    case .invalidContentLength where bytes?.announcesMoreThanAnyNumber ?? false: self.init(.contentTooLarge)
    default: self.init(.badRequest)
    }
  }
}

extension ByteBuffer {
  /// Whether a head is in it with a length that is a number, but one that the parser has no type for.
  fileprivate var announcesMoreThanAnyNumber: Bool {
    String(buffer: self).lowercased().split(whereSeparator: \.isNewline).contains { line in
      guard let value = line.firstRange(of: "content-length:").map({ line[$0.upperBound...] }) else {
        return false
      }
      let digits = value.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }
      return digits.count > 18 && digits.allSatisfy { ("0"..."9").contains($0) }
    }
  }
}

extension HTTPReply {
  init(_ rejection: RejectedRequest) {
    self.init(head: rejection.head, body: ReplyBody(rejection.body))
  }
}
