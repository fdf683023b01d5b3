import HTTPTypes
import Wire

extension LLMGateway {
  /// `POST /embeddings`: texts to vectors; never `nil`.
  package func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>? {
    var body: JSONObject = [
      "input": .array(request.inputs.map { .string($0) }), "model": .string(request.model.text),
    ]
    body.set("enable_pii_masking", request.masksPersonalData.map { .bool($0) })
    if !request.parameters.members.isEmpty { body["parameters"] = .object(request.parameters) }
    body.set(request.localization, request.tags)
    body.merge(request.extraFields)
    // Extra fields may have brought other inputs.
    let expected = body["input"]?.array?.count ?? request.inputs.count
    return Operation("/embeddings", model: request.model, headers: headers, json: body) { head, body in
      try EmbeddingReply(head, body, expected: expected)
    }
  }
}
