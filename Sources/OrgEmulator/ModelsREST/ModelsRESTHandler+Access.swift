import HTTPTypes

extension ModelsRESTHandler {
  /// Checks a request: its token, its method and headers, and the rate limit, in this order.
  func checkAccess(_ incoming: IncomingRequest, to endpoint: Endpoint) async throws(ErrorResponse) {
    try await verifier.checkToken(incoming)
    guard incoming.method == .post else { throw .wrongMethod }
    try checkHeaders(incoming)
    try await verifier.checkLimit(at: endpoint.name)
  }

  private func checkHeaders(_ incoming: IncomingRequest) throws(ErrorResponse) {
    try incoming.checkMediaType()
    for name in ["x-sfdc-app-context", "x-client-feature-id"] { try incoming.checkPresence(of: name) }
    // "This value is reserved for future use. For now, specify EinsteinGPT."
    guard incoming.headers["x-sfdc-app-context"] == "EinsteinGPT" else {
      throw .badArgument("Unknown app context.", header: "x-sfdc-app-context")
    }
  }
}
