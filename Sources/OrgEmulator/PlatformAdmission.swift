import HTTPTypes

// What the API platform checks before every API behind it.

extension TokenGate {
  func checkToken(_ visit: Visit) async throws(Refusal) {
    guard let token = visit.bearer else { throw .documented(.unauthorized) }
    // The platform cannot tell the org of a token that is no JWT, and finds nothing for it.
    guard !TokenGate.isOpaque(token) else { throw Refusal(status: .notFound, form: .empty) }
    guard let facts = await facts(of: token), facts.opensPlatform else { throw .documented(.unauthorized) }
  }

  func checkLimit(at endpoint: String) async throws(Refusal) {
    guard let wait = await memory.wait(at: endpoint, now: now()) else { return }
    var refusal = Refusal.documented(.tooManyRequests)
    refusal.retryAfter = wait
    throw refusal
  }
}

extension Visit {
  func checkMediaType() throws(Refusal) {
    guard mediaType == "application/json" else {
      throw .badArgument("Content-Type must be application/json.", header: "Content-Type")
    }
  }

  func checkPresence(of header: String) throws(Refusal) {
    guard let value = headers[header], !value.isEmpty else { throw .missing(header: header) }
  }
}

extension Refusal {
  static var wrongMethod: Refusal {
    Refusal(status: .methodNotAllowed, errorCode: "BAD_ARGUMENT", message: "Method not allowed")
  }
}
