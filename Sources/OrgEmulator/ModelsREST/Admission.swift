import HTTPTypes

extension ModelsRESTDesk {
  /// Lets a request in: its token, its method and headers, and the rate limit, in this order.
  func admit(_ visit: Visit, to endpoint: Endpoint) async throws(Refusal) {
    try await checkToken(visit)
    guard visit.method == .post else {
      throw Refusal(status: .methodNotAllowed, errorCode: "BAD_ARGUMENT", message: "Method not allowed")
    }
    try checkHeaders(visit)
    if let wait = await memory.wait(at: endpoint.name, now: configuration.now()) {
      var refusal = Refusal.documented(.tooManyRequests)
      refusal.retryAfter = wait
      throw refusal
    }
  }

  private func checkToken(_ visit: Visit) async throws(Refusal) {
    guard let token = visit.bearer else { throw .documented(.unauthorized) }
    // The platform cannot tell the org of a token that is no JWT, and finds nothing for it.
    guard !TokenGate.isOpaque(token) else { throw Refusal(status: .notFound, form: .empty) }
    guard let facts = await gate.facts(of: token), facts.opensPlatform else {
      throw .documented(.unauthorized)
    }
  }

  private func checkHeaders(_ visit: Visit) throws(Refusal) {
    guard visit.mediaType == "application/json" else {
      throw .badArgument("Content-Type must be application/json.", header: "Content-Type")
    }
    for name in ["x-sfdc-app-context", "x-client-feature-id"] {
      guard let value = visit.headers[name], !value.isEmpty else { throw .missing(header: name) }
    }
    // "This value is reserved for future use. For now, specify EinsteinGPT."
    guard visit.headers["x-sfdc-app-context"] == "EinsteinGPT" else {
      throw .badArgument("Unknown app context.", header: "x-sfdc-app-context")
    }
  }
}
