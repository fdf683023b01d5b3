import HTTPTypes
import Wire

/// A failure in Anthropic's words.
///
/// Source: https://platform.claude.com/docs/en/api/errors
struct AnthropicError {
  var status: Int
  var message: String
  /// Facts for programs.
  var details: JSONObject = [:]
  var requestID: String?

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The type that belongs to a status.
  var type: String {
    switch status {
    case 401: "authentication_error"
    case 402: "billing_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 408, 504: "timeout_error"
    case 413: "request_too_large"
    case 429: "rate_limit_error"
    case 503, 529: "overloaded_error"
    case 500...: "api_error"
    default: "invalid_request_error"
    }
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", "error")
      writer.name("error")
      writer.object { writer in
        writer.member("type", type)
        writer.member("message", message)
        if !details.members.isEmpty {
          writer.name("details")
          writer.value(.object(details))
        }
      }
      if let requestID { writer.member("request_id", requestID) }
    }
    return writer.bytes
  }

  var reply: HTTPReply {
    HTTPReply(HTTPResponse.Status(code: status), contentType: "application/json", json)
  }
}
