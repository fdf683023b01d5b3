import HTTPTypes
import Wire

/// An error of the REST APIs on the org's own host, which is a list there.
///
/// Source: REST API Developer Guide, "Status Codes and Error Responses".
struct InstanceRefusal: Error {
  let status: Int
  let code: String
  let message: String

  init(_ status: Int, _ code: String, _ message: String) {
    (self.status, self.code, self.message) = (status, code, message)
  }

  init(_ error: SOQLError) { self.init(400, error.code, error.message) }

  static var wrongMethod: InstanceRefusal {
    InstanceRefusal(405, "METHOD_NOT_ALLOWED", "HTTP Method not allowed")
  }

  static var notFound: InstanceRefusal {
    InstanceRefusal(404, "NOT_FOUND", "The requested resource does not exist")
  }

  var reply: HTTPReply {
    let body: JSONValue = [["message": .string(message), "errorCode": .string(code)]]
    return .instance(body, HTTPResponse.Status(code: status))
  }
}

extension HTTPReply {
  /// A reply of the REST APIs on the org's own host.
  static func instance(_ body: JSONValue, _ status: HTTPResponse.Status = .ok) -> HTTPReply {
    HTTPReply(status, contentType: "application/json;charset=UTF-8", body.bytes)
  }
}
