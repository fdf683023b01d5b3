package import FoundationEssentials
package import HTTPTypes
import Wire

extension HTTPField.Name {
  static let requestID = HTTPField.Name("x-request-id")
}

extension HTTPResponse {
  /// Salesforce's handle for support.
  package var requestID: String? {
    HTTPField.Name.requestID.flatMap { headerFields[$0] }
  }
}

extension Refusal {
  /// Reads a body of the documented schema in either case of names (`errorCode`, `error_code`), alone or in an array,
  /// and keeps the beginning of anything else.
  package init(_ head: HTTPResponse, body: [UInt8], now: Date) {
    self.init(status: head.status.code, body: body, requestID: head.requestID)
    retryAfter = RetryAfter.parse(head.headerFields[.retryAfter], now: now)
    scheme = head.headerFields[.wwwAuthenticate]?.split(separator: " ").first.map(String.init)
  }

  /// Reads an error that was reported after a success had been promised.
  init(reportedBy event: ServerSentEvent, requestID: String?) {
    self.init(status: 200, body: event.data, requestID: requestID)
  }

  private init(status: Int, body: [UInt8], requestID: String?) {
    self.init(status: status, requestID: requestID)
    guard let json = try? JSONValue(decoding: body) else {
      message = excerpt(of: body)
      return
    }
    read(json.array?.first ?? json)
    if errorCode == nil, messageCode == nil, message == nil { message = excerpt(of: body) }
  }

  private mutating func read(_ json: JSONValue) {
    // Gateways in front of the service wrap their own errors: {"error": {"message": …}}.
    let error = json["error"]?.object == nil ? json : json["error"] ?? json
    errorCode = (error["errorCode"] ?? error["error_code"] ?? error["code"])?.string
    messageCode = (error["messageCode"] ?? error["message_code"])?.string
    message = (error["message"] ?? error["error_description"] ?? error["error"])?.string
    // OAuth's own words: {"error": "invalid_token", "error_description": …}.
    if errorCode == nil, error["error_description"] != nil { errorCode = error["error"]?.string }
    targets = (error["targets"]?.array ?? []).compactMap { target in
      target["reference"]?.string.map { Target(type: target["type"]?.string, reference: $0) }
    }
  }
}
