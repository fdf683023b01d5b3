import Wire

/// The vectors of an answer as they stand in its bytes, not yet in order.
struct EmbeddingsAnswer {
  private(set) var rows: [(index: Int?, embedding: Embedding)] = []
  private(set) var usage: Usage?

  init(_ body: [UInt8], requestID: String?) throws {
    do {
      try read(body)
    } catch {
      throw Self.failure(error, in: body, requestID: requestID)
    }
  }

  private mutating func read(_ body: [UInt8]) throws(JSONError) {
    var reader = JSONReader(body)
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "embeddings", "data":
        try reader.array { (reader) throws(JSONError) in
          if let row = try Self.row(&reader) { rows.append(row) }
        }
      case "parameters":
        usage = Usage(try reader.value()["usage"]) ?? usage
      case "usage":
        usage = try Usage(reader.value()) ?? usage
      default: break
      }
    }
    try reader.end()
  }

  private static func row(_ reader: inout JSONReader) throws(JSONError) -> (Int?, Embedding)? {
    var index: Int?
    var embedding: Embedding?
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "index": index = try reader.value().int
      case "embedding", "values": embedding = try Self.embedding(&reader)
      default: break
      }
    }
    return embedding.map { (index, $0) }
  }

  private static func embedding(_ reader: inout JSONReader) throws(JSONError) -> Embedding {
    let (range, count) = try reader.numbers()
    return Embedding(json: reader.bytes[range], dimensions: count)
  }

  /// A text that is JSON but holds something else at a known place is of another shape, not malformed.
  private static func failure(_ error: JSONError, in body: [UInt8], requestID: String?) -> ModelsFailure {
    (try? JSONValue(decoding: body)) == nil
      ? .notJSON(error, requestID: requestID)
      : .otherShape(missing: "embeddings[].embedding", requestID: requestID)
  }

  /// The vectors ordered by `index`, which the service does not promise to do.
  ///
  /// - Throws: when there are not as many as inputs, or their dimensions differ.
  func inOrder(count: Int, requestID: String?) throws -> [Embedding] {
    guard !rows.isEmpty || count == 0 else {
      throw ModelsFailure.otherShape(missing: "embeddings[].embedding", requestID: requestID)
    }
    let placed = rows.enumerated().map { (index: $1.index ?? $0, embedding: $1.embedding) }
    let answered = Set(placed.map(\.index)).intersection(0..<count).count
    guard rows.count == count, answered == count else {
      throw ModelsFailure.wrongNumberOfEmbeddings(
        expected: count, received: rows.count == count ? answered : rows.count, requestID: requestID)
    }
    let dimensions = Set(placed.map(\.embedding.dimensions))
    guard dimensions.count <= 1 else {
      throw ModelsFailure.unequalDimensions(dimensions, requestID: requestID)
    }
    return placed.sorted { $0.index < $1.index }.map(\.embedding)
  }
}
