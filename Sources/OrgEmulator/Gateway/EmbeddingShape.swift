/// In which of the shapes that clients expect the vectors come; none of them is proven: `[[embeddings: data]]`.
enum EmbeddingShape: String, Sendable {
  /// `embeddings[].embedding`, as in the Models REST API.
  case embeddings
  /// `embeddings[].values`, as a client of Salesforce reads it.
  case values
  /// `data[].embedding`, as OpenAI writes it.
  case data

  /// The name of the list.
  var list: String { self == .data ? "data" : "embeddings" }

  /// The name of the vector in each of its elements.
  var vector: String { self == .values ? "values" : "embedding" }
}
