import HTTPTypes

extension ModelsRESTDesk {
  /// Lets a request in: its token, its method and headers, and the rate limit, in this order.
  func admit(_ visit: Visit, to endpoint: Endpoint) async throws(Refusal) {
    try await gate.checkToken(visit)
    guard visit.method == .post else { throw .wrongMethod }
    try checkHeaders(visit)
    try await gate.checkLimit(at: endpoint.name)
  }

  private func checkHeaders(_ visit: Visit) throws(Refusal) {
    try visit.checkMediaType()
    for name in ["x-sfdc-app-context", "x-client-feature-id"] { try visit.checkPresence(of: name) }
    // "This value is reserved for future use. For now, specify EinsteinGPT."
    guard visit.headers["x-sfdc-app-context"] == "EinsteinGPT" else {
      throw .badArgument("Unknown app context.", header: "x-sfdc-app-context")
    }
  }
}
