import FoundationEssentials
import HTTPTypes
import ModelsAPI
import Wire

/// `POST /v1/embeddings`.
struct EmbeddingsHandler: RequestHandler {
  let models: ServedModels

  func respond(to context: RequestContext) async throws -> HTTPReply {
    let request = try EmbeddingsRequest(BodyFields(context.object()), models.map)
    context.annotations.note { $0.model = request.model }
    try context.caller.check(request.embedding.model, named: request.model, models.map)
    let models = models.observed(by: context.annotations)
    let (embeddings, told) = try await context.annotations.timing {
      try await models.embed(request.embedding)
    }
    context.annotations.note { ($0.usage, $0.answering) = (told, request.embedding.model) }
    try request.check(embeddings)
    context.annotations.note(ignored: request.ignored)
    let usage = told?.inputTokens == nil && told?.totalTokens == nil ? request.estimatedUsage : told
    var reply = HTTPReply(.ok, contentType: "application/json", Self.body(embeddings, usage, request))
    if usage != told {
      reply.head.headerFields[.estimate] = "true"
      context.annotations.note { $0.estimatedUsage = usage }
    }
    return reply
  }

  /// https://platform.openai.com/docs/api-reference/embeddings/object
  private static func body(
    _ embeddings: [Embedding], _ usage: Usage?, _ request: EmbeddingsRequest
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { body in
      body.member("object", "list")
      body.name("data")
      body.array { data in
        for (index, embedding) in embeddings.enumerated() {
          data.object { row in
            row.member("object", "embedding")
            row.name("embedding")
            write(embedding, as: request.encoding, to: &row)
            row.member("index", index)
          }
        }
      }
      body.member("model", request.model)
      body.object("usage") { counts in
        counts.member("prompt_tokens", usage?.inputTokens ?? usage?.totalTokens ?? 0)
        counts.member("total_tokens", usage?.totalTokens ?? usage?.inputTokens ?? 0)
      }
    }
    return writer.bytes
  }

  private static func write(
    _ embedding: Embedding, as encoding: EmbeddingsRequest.Encoding, to writer: inout JSONWriter
  ) {
    switch encoding {
    case .float: writer.raw(embedding.json)
    case .base64:
      var floats: [UInt8] = []
      floats.reserveCapacity(embedding.dimensions * 4)
      FloatArray.append(embedding.json, to: &floats)
      writer.string(Data(floats).base64EncodedString())
    }
  }
}
