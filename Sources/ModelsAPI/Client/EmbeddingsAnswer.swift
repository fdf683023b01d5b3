import Wire

/// The vectors of an answer as they stand in its bytes, not yet in order.
struct EmbeddingsAnswer {
  fileprivate struct Row {
    var index: Int?
    var embedding: Embedding?
    var fault: UnusableEmbedding?
  }

  private var rows: [(index: Int?, embedding: Embedding)] = []
  private(set) var usage: Usage?
  /// The first that is wrong with a vector.
  private var fault: UnusableEmbedding?

  init(_ body: [UInt8], requestID: String?) throws {
    do {
      try read(body)
    } catch {
      throw Self.failure(error, in: body, requestID: requestID)
    }
    if let fault { throw ModelsFailure.unusableEmbedding(fault, requestID: requestID) }
  }

  private mutating func read(_ body: [UInt8]) throws(JSONError) {
    var reader = JSONReader(body)
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "embeddings", "data":
        try reader.array { (reader) throws(JSONError) in
          take(try Self.row(&reader))
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

  private mutating func take(_ row: Row) {
    guard let embedding = row.embedding else { return }
    rows.append((row.index, embedding))
    fault = fault ?? row.fault
  }

  private static func row(_ reader: inout JSONReader) throws(JSONError) -> Row {
    var row = Row()
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "index": row.read(index: try reader.value())
      case "embedding", "values": row.read(embedding: try reader.numbers(), of: reader.bytes)
      default: break
      }
    }
    return row
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

extension EmbeddingsAnswer.Row {
  /// No index is the place in the answer.
  fileprivate mutating func read(index json: JSONValue) {
    index = json.int
    if index == nil, !json.isNull { fault = fault ?? .index(excerpt(of: json.bytes) ?? "") }
  }

  fileprivate mutating func read(
    embedding: (range: Range<Int>, count: Int, areFloats: Bool), of bytes: [UInt8]
  ) {
    self.embedding = Embedding(json: bytes[embedding.range], dimensions: embedding.count)
    if embedding.count == 0 { fault = fault ?? .empty }
    if !embedding.areFloats { fault = fault ?? .outOfRange }
  }
}
