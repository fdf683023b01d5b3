import HTTPTypes
import Wire

/// An error of the OAuth endpoints: a code and a sentence, with status 400 (RFC 6749 §5.2).
struct OAuthError: Error, Equatable, Sendable {
  var error: String
  var description: String

  init(_ refusal: OAuthDenial) {
    error = refusal.error
    description = refusal.errorDescription
  }

  init(error: String, _ description: String) {
    self.error = error
    self.description = description
  }

  static func invalidRequest(_ description: String) -> OAuthError {
    OAuthError(error: "invalid_request", description)
  }

  var reply: HTTPReply {
    let body: JSONValue = ["error": .string(error), "error_description": .string(description)]
    return .oauth(.badRequest, body)
  }
}

extension HTTPReply {
  /// Answers of the OAuth endpoints are not to be kept (RFC 6749 §5.1).
  static func oauth(_ status: HTTPResponse.Status, _ body: JSONValue) -> HTTPReply {
    var reply = HTTPReply(status, contentType: "application/json;charset=UTF-8", body.bytes)
    reply.head.headerFields[.cacheControl] = "no-cache,must-revalidate,max-age=0,no-store,private"
    return reply
  }
}
