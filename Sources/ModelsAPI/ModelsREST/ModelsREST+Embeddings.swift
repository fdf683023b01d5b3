import HTTPTypes
import Wire

extension ModelsREST {
  /// `POST /models/{modelName}/embeddings`: texts to vectors; never `nil`.
  package func embed(_ request: EmbeddingRequest) -> Operation<EmbeddingReply>? {
    let body = JSONObject(
      ["input": .array(request.inputs.map { .string($0) })], localization: request.localization,
      tags: request.tags, extraFields: request.extraFields)
    // Extra fields may have brought other inputs.
    let expected = body["input"]?.array?.count ?? request.inputs.count
    return Operation(
      path(request.model, "embeddings"), model: request.model, headers: headers, json: body
    ) { head, body in
      try EmbeddingReply(head, body, expected: expected)
    }
  }
}
