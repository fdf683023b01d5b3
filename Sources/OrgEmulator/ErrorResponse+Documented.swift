import HTTPTypes

extension ErrorResponse {
  /// The error that the reference gives as the example of a status.
  ///
  /// 403 and 423 really carry `NOT_FOUND` there. Source: Models REST API reference (OpenAPI models.yaml),
  /// responses.
  static func documented(_ status: HTTPResponse.Status) -> ErrorResponse {
    let (code, message) = example(status.code)
    return ErrorResponse(status: status, errorCode: code, message: message)
  }

  private static func example(_ status: Int) -> (code: String, message: String) {
    switch status {
    case 400: ("REQUIRED_FIELD_MISSING", "Field is required")
    case 401: ("INVALID_AUTH", "Access bearer token is missing or invalid")
    case 403: ("NOT_FOUND", "User forbidden from accessing the resource")
    case 404: ("NOT_FOUND", "Resource not found")
    case 423: ("NOT_FOUND", "Server is busy and cannot process the request at this time")
    case 429: ("LIMIT_EXCEEDED", "Too many requests for the server to handle")
    case 500: ("INTERNAL_ERROR", "Internal server error")
    case 503: ("INTERNAL_ERROR", "Service is unavailable")
    default: ("INTERNAL_ERROR", "Something went wrong")
    }
  }

  /// A field that must be there and is not; the reference is written as in the schema's example.
  static func missing(field: FieldPath) -> ErrorResponse {
    blaming(.init(kind: .field, reference: field.reference), documented(.badRequest))
  }

  static func missing(header: String) -> ErrorResponse {
    blaming(.init(kind: .header, reference: header), documented(.badRequest))
  }

  static func badArgument(_ message: String, field: FieldPath) -> ErrorResponse {
    blaming(.init(kind: .field, reference: field.reference), badArgument(message))
  }

  static func badArgument(_ message: String, header: String) -> ErrorResponse {
    blaming(.init(kind: .header, reference: header), badArgument(message))
  }

  static func badArgument(_ message: String, messageCode: String = "E00001") -> ErrorResponse {
    ErrorResponse(status: .badRequest, errorCode: "BAD_ARGUMENT", messageCode: messageCode, message: message)
  }

  static var wrongMethod: ErrorResponse {
    ErrorResponse(status: .methodNotAllowed, errorCode: "BAD_ARGUMENT", message: "Method not allowed")
  }

  private static func blaming(_ target: Target, _ refusal: ErrorResponse) -> ErrorResponse {
    var refusal = refusal
    refusal.targets = [target]
    return refusal
  }
}
