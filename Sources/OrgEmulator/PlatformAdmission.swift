import HTTPTypes

// What the API platform checks before every API behind it.

extension TokenVerifier {
  func checkToken(_ incoming: IncomingRequest) async throws(ErrorResponse) {
    guard let token = incoming.bearer else { throw .documented(.unauthorized) }
    // The platform cannot tell the org of a token that is no JWT, and finds nothing for it.
    guard !TokenVerifier.isOpaque(token) else { throw ErrorResponse(status: .notFound, form: .empty) }
    guard let facts = await facts(of: token), facts.opensPlatform else { throw .documented(.unauthorized) }
  }

  func checkLimit(at endpoint: String) async throws(ErrorResponse) {
    guard let wait = await state.wait(at: endpoint, now: now()) else { return }
    var refusal = ErrorResponse.documented(.tooManyRequests)
    refusal.retryAfter = wait
    throw refusal
  }
}

extension IncomingRequest {
  func checkMediaType() throws(ErrorResponse) {
    guard mediaType == "application/json" else {
      throw .badArgument("Content-Type must be application/json.", header: "Content-Type")
    }
  }

  func checkPresence(of header: String) throws(ErrorResponse) {
    guard let value = headers[header], !value.isEmpty else { throw .missing(header: header) }
  }
}

extension ErrorResponse {
  static var wrongMethod: ErrorResponse {
    ErrorResponse(status: .methodNotAllowed, errorCode: "BAD_ARGUMENT", message: "Method not allowed")
  }
}
