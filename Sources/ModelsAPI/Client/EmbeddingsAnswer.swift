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
  private(set) var answeringModel: String?
  /// The first that is wrong with a vector.
  private var fault: UnusableEmbedding?
  /// Whether there was a list, with or without a vector in it.
  private var hasList = false

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
        hasList = true
        try reader.array { (reader) throws(JSONError) in
          take(try Self.row(&reader))
        }
      case "parameters":
        let parameters = try reader.value()
        usage = Usage(parameters["usage"]) ?? usage
        answeringModel = parameters["model"]?.string ?? answeringModel
      case "usage":
        usage = try Usage(reader.value()) ?? usage
      case "model":
        answeringModel = try reader.value().string ?? answeringModel
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

  /// A text that is JSON but holds something else at a known place is of another shape, not malformed; so is a vector
  /// with what programs write for numbers that are none.
  private static func failure(_ error: JSONError, in body: [UInt8], requestID: String?) -> ModelsFailure {
    let words = ["NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "Inf", "-Inf"]
    let isNoNumber = [error.offset, max(1, error.offset) - 1].contains { offset in
      words.contains { body.dropFirst(offset).starts(with: $0.utf8) }
    }
    if isNoNumber {
      return .otherShape(missing: vector, requestID: requestID)
    }
    return (try? JSONValue(decoding: body)) == nil
      ? .notJSON(error, requestID: requestID)
      : .otherShape(missing: vector, requestID: requestID)
  }

  /// What every element of the list has.
  static let vector = "embeddings[].embedding"

  /// The vectors ordered by `index`, which the service does not promise to do.
  ///
  /// - Throws: when there are not as many as inputs, or their dimensions differ.
  func inOrder(count: Int, requestID: String?) throws -> [Embedding] {
    guard hasList || count == 0 else {
      throw ModelsFailure.otherShape(missing: "embeddings", requestID: requestID)
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

extension ModelsFailure {
  /// Whether an answer with a list of vectors lacks some, or holds some that are none: it may be about a single text.
  package var isAboutVectors: Bool {
    switch self {
    case .wrongNumberOfEmbeddings, .unequalDimensions, .unusableEmbedding: true
    case .otherShape(let missing, _): missing == EmbeddingsAnswer.vector
    case .refused, .redirected, .notJSON, .brokenStream, .brokenFrame, .cutStream, .unsupported: false
    }
  }
}
