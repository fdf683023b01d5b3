import Vectors
import Wire

/// Vectors as JSON objects, one a line, as `embed` writes them: `{"id":…,"text":…,"embedding":[…]}`.
struct VectorLines: Sendable {
  let file: ReadableFile
  let beginning: [UInt8]

  /// - Parameter beginning: what was read of the file to find out what it is.
  init(_ file: ReadableFile, beginning: [UInt8]) {
    self.file = file
    self.beginning = beginning
  }

  func nearest(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    var blocks = LineBlocks(file, beginning: beginning)
    var all = queries.map { _ in Neighbours(limit: limit) }
    while true {
      var round: [LineBlock] = []
      while round.count < Parallel.width, let block = try blocks.next() { round.append(block) }
      guard !round.isEmpty else { return all.map(\.nearest) }
      let parts = try Parallel.map(round.count) { [round] in
        try nearest(to: queries, limit: limit, in: round[$0])
      }
      for part in parts { for index in all.indices { all[index].merge(part[index]) } }
    }
  }

  private func nearest(to queries: [VectorQuery], limit: Int, in block: LineBlock) throws -> [Neighbours] {
    var nearest = queries.map { _ in Neighbours(limit: limit) }
    var numbers: [UInt8] = []
    try block.eachLine { row, line in
      let scores = try queries.similarities(to: Self.vector(in: line), of: row, in: file.path, &numbers)
      for (index, score) in scores.enumerated() {
        try nearest[index].offer(score: score, row: row) { try Self.neighbour(score, row, line) }
      }
    }
    return nearest
  }

  /// The vector of an object; `nil` where it has none.
  static func vector(in line: [UInt8]) -> JSONVector? { VectorObject(line).vector }

  static func neighbour(_ score: Float, _ row: Int, _ line: [UInt8]) throws -> Neighbour {
    var neighbour = Neighbour(score: score, row: row, id: JSONValue(row))
    var reader = JSONReader(line)
    try reader.object { (name, reader) throws(JSONError) in
      if name == "id" { neighbour.id = try reader.value() }
      if name == "text" { neighbour.text = try reader.value().string }
    }
    return neighbour
  }
}

/// A JSON array of numbers, not yet read.
struct JSONVector {
  let json: ArraySlice<UInt8>
  /// How many numbers it has.
  let count: Int
}

extension [VectorQuery] {
  /// The cosines of the angles to a vector of a file.
  ///
  /// - Parameter numbers: memory that is used again.
  /// - Throws: ``VectorFileFailure`` for what is no vector, or has other dimensions.
  func similarities(
    to vector: JSONVector?, of row: Int, in path: String, _ numbers: inout [UInt8]
  ) throws(VectorFileFailure) -> [Float] {
    guard let vector else { throw .notAVector(path: path, row: row) }
    if let other = first(where: { $0.dimensions != vector.count }) {
      throw .otherDimensions(path: path, row: row, found: vector.count, expected: other.dimensions)
    }
    numbers.removeAll(keepingCapacity: true)
    FloatArray.append(vector.json, to: &numbers)
    return numbers.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return map { _ in .nan } }
      return map { $0.similarity(to: base) }
    }
  }
}
