import Wire

extension JSONObject {
  /// The body of `POST /generations[/stream]`: flat, and with fewer settings than a conversation has.
  static func completion(of prompt: String, _ request: ChatRequest) -> JSONObject {
    let settings = request.settings
    var body: JSONObject = ["model": .string(request.model.text), "prompt": .string(prompt)]
    body.set("num_generations", settings.numberOfGenerations.map { JSONValue($0) })
    body.set(sampling: settings)
    body.set(examination: settings)
    // They have no field of their own here, so they go to the provider.
    var sampling = JSONObject()
    sampling.set("top_p", settings.topP.map { JSONValue($0) })
    sampling.set("top_k", settings.topK.map { JSONValue($0) })
    sampling.set("seed", settings.seed.map { JSONValue($0) })
    body.set(parameters: settings, sampling)
    body.merge(request.extraFields)
    return body
  }
}
