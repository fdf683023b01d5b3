import Wire

/// Says where a request belongs whose body has the form of another endpoint.
enum WrongForm {
  /// What a body must have at each endpoint where a model answers.
  private static let endpoints = [
    (field: "messages", path: "/v1/chat/completions"), (field: "input", path: "/v1/responses"),
    (field: "prompt", path: "/v1/completions"),
  ]

  /// - Throws: ``ServerError/invalid(_:parameter:)`` where the body lacks its endpoint's field and has another one's.
  static func refuse(_ body: JSONObject, lacking own: String) throws(ServerError) {
    func has(_ name: String) -> Bool { body[name].map { !$0.isNull } ?? false }
    guard !has(own), let other = endpoints.first(where: { has($0.field) }) else { return }
    throw .invalid(
      "Missing required parameter: '\(own)'. A request with '\(other.field)' belongs to \(other.path).",
      parameter: own)
  }
}
