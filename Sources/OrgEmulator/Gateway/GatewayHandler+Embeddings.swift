import HTTPTypes
import Wire

extension GatewayHandler {
  /// `POST /embeddings`: a vector for each text.
  ///
  /// Source: LLM Gateway API reference, "Create embedding". The limit is that of the Models REST API.
  func embed(_ body: RequestBody, _ incoming: IncomingRequest) async throws(ErrorResponse) -> HTTPReply {
    let name = try body.text("model") ?? Self.usualEmbeddingModel
    let model = try embeddingModel(name, body)
    let texts = try EmbeddingsEndpoint.inputs(body)
    _ = try body.flag("enable_pii_masking")
    _ = try body.part("parameters")
    try body.checkGatewayTags()
    try body.checkGatewayLocalization()
    let directives = texts.map { Directives(in: $0) }
    for directive in directives {
      try await generator.refuseIfDirected(by: directive, incoming, model: model.name)
    }
    let shape = directives.lazy.compactMap(\.embeddingShape).first ?? .embeddings
    return .json(.ok, EmbeddingsEndpoint.answer(texts, model, shape))
  }

  /// "If omitted, defaults to provider-specific model."
  private static let usualEmbeddingModel = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"
}
