import ModelsAPI
import Wire

/// The body of `POST /v1/embeddings`: https://platform.openai.com/docs/api-reference/embeddings/create
struct EmbeddingsRequest {
  enum Encoding: String { case float, base64 }

  /// As the client named it; the server's own where it named none.
  let model: String
  let embedding: EmbeddingRequest
  let encoding: Encoding
  let dimensions: Int?
  let ignored: [String]

  init(_ fields: BodyFields, _ map: ModelMap) throws(ServerError) {
    model = try fields.model ?? map.embeddingModel.text
    embedding = EmbeddingRequest(model: map.model(named: model), inputs: try Self.inputs(fields))
    let name = try fields.text("encoding_format") ?? "float"
    guard let encoding = Encoding(rawValue: name) else {
      throw fields.wrongValue("encoding_format", "'\(name)' is none of 'float' and 'base64'.")
    }
    self.encoding = encoding
    dimensions = try fields.integer("dimensions", from: 1)
    ignored = Self.unread.names(in: fields)
  }

  private static let unread = UnreadFields(except: ["dimensions", "encoding_format", "input", "model"])

  /// As OpenAI has it.
  private static let most = 2_048

  private static func inputs(_ fields: BodyFields) throws(ServerError) -> [String] {
    try WrongForm.refuse(fields.object, lacking: "input")
    let input = try fields.required("input", fields["input"])
    if let first = input.array?.first, first.int != nil || first.array != nil {
      throw .invalid(
        "'input' holds token ids; only text is supported. With LangChain, set "
          + "OpenAIEmbeddings(check_embedding_ctx_length=False).", parameter: "input")
    }
    let inputs = try fields.texts("input") ?? []
    guard inputs.count <= most else {
      throw fields.wrongValue("input", "at most \(most) texts are possible; this has \(inputs.count).")
    }
    guard !inputs.isEmpty, !inputs.contains("") else {
      throw fields.wrongValue("input", "an empty text has no vector.")
    }
    return inputs
  }

  /// What the upstream did not count.
  var estimatedUsage: Usage {
    let tokens = embedding.inputs.reduce(0) { $0 + TokenEstimate.tokens(in: $1) }
    return Usage(inputTokens: Count(clamping: tokens), outputTokens: 0)
  }

  /// - Throws: that the model's vectors have another length than the one that is wanted.
  func check(_ embeddings: [Embedding]) throws(ServerError) {
    guard let dimensions, let other = embeddings.first(where: { $0.dimensions != dimensions }) else { return }
    throw .invalid(
      "'dimensions' cannot be \(dimensions): vectors of this model have \(other.dimensions).",
      parameter: "dimensions")
  }
}
