import Wire

/// `POST /models/{modelName}/embeddings`: a vector for each text.
///
/// Source: Models REST API reference, schemas `EmbeddingRequest`, `EmbeddingResponse`; MuleSoft's vectors connector for
/// the "Einstein API limit" of 16 texts.
enum EmbeddingsEndpoint {
  static let limit = 16

  static func inputs(_ body: RequestBody) throws(ErrorResponse) -> [String] {
    let path = body.path(of: "input")
    guard let texts = try body.texts("input", isNullable: true) else { throw .missing(field: path) }
    guard !texts.isEmpty else { throw .badArgument("Input must not be empty.", field: path) }
    guard texts.count <= limit else {
      throw .badArgument("Input must not hold more than \(limit) texts.", field: path)
    }
    return texts
  }

  /// The answer's bytes; a text with `[[reversed]]` turns the order of the vectors round, their indices stay right.
  static func answer(
    _ texts: [String], _ model: CatalogueModel, _ shape: EmbeddingShape = .embeddings
  ) -> [UInt8] {
    let tokens = texts.reduce(0) { $0 + TokenCounter.estimate($1) }
    let isReversed = texts.contains { Directives(in: $0).isReversed }
    let order = isReversed ? Array(texts.indices.reversed()) : Array(texts.indices)
    var writer = JSONWriter()
    writer.object { writer in
      writer.name(shape.list)
      writer.array { writer in
        for index in order { write(texts[index], index, shape, to: &writer) }
      }
      writer.name("parameters")
      writer.value(parameters(tokens, model))
    }
    return writer.bytes
  }

  private static func write(
    _ text: String, _ index: Int, _ shape: EmbeddingShape, to writer: inout JSONWriter
  ) {
    writer.object { writer in
      writer.name(shape.vector)
      writer.raw(VectorDigits.array(TextVector(text).coordinates))
      writer.name("index")
      writer.number(index)
    }
  }

  private static func parameters(_ tokens: Int, _ model: CatalogueModel) -> JSONValue {
    [
      "usage": ["prompt_tokens": JSONValue(tokens), "total_tokens": JSONValue(tokens)],
      "model": .string(model.providerName), "object": "list",
    ]
  }
}
