import Wire

extension JSONObject {
  /// The body of `POST /generations[/stream]`: flat, and with fewer settings than a conversation has.
  static func completion(of prompt: String, _ request: ChatRequest) -> JSONObject {
    var body: JSONObject = ["model": .string(request.model.text), "prompt": .string(prompt)]
    body.set(request.settings, \.completion)
    body.merge(request.extraFields)
    return body
  }
}
