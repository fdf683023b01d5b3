import HTTPTypes
import Wire

/// An error of the Salesforce API platform, as the handlers throw it.
///
/// Source: Models REST API reference (OpenAPI models.yaml), schema `Error`.
struct ErrorResponse: Error, Equatable, Sendable {
  /// The part of the request that is to blame.
  struct Target: Equatable, Sendable {
    enum Kind: String, Sendable {
      case field = "FIELD"
      case header = "HTTP_HEADER"
    }

    var kind: Kind
    var reference: String
  }

  var status: HTTPResponse.Status
  var errorCode = "INTERNAL_ERROR"
  /// Most examples of the reference say only `EXXXXX`; its one written-out code is this.
  var messageCode = "E00001"
  var message = ""
  var targets: [Target] = []
  var retryAfter: Duration?
  var form = ErrorForm.json

  var reply: HTTPReply {
    var reply = plainReply
    if let retryAfter { reply.head.headerFields.append("retry-after", String(retryAfter.wholeSeconds)) }
    return reply
  }

  private var plainReply: HTTPReply {
    switch form {
    case .json: HTTPReply(status, contentType: "application/json", json.bytes)
    case .empty: HTTPReply(head: HTTPResponse(status: status))
    case .html: HTTPReply(status, contentType: "text/html", Array(page.utf8))
    }
  }

  var json: JSONValue {
    var error: JSONObject = [
      "errorCode": .string(errorCode), "messageCode": .string(messageCode), "message": .string(message),
    ]
    if !targets.isEmpty {
      error["targets"] = .array(
        targets.map { ["type": .string($0.kind.rawValue), "reference": .string($0.reference)] })
    }
    return .object(error)
  }

  private var page: String {
    let title = "\(status.code) \(status.reasonPhrase)"
    return
      "<html><head><title>\(title)</title></head><body><center><h1>\(title)</h1></center></body></html>\n"
  }
}

extension Duration {
  /// Rounded up, as `Retry-After` wants it (RFC 9110 §10.2.3).
  var wholeSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}
