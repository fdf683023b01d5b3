import Wire

/// Vectors as JSON objects, one a line, as `embed` writes them: `{"id":…,"text":…,"embedding":[…]}`.
struct VectorLines: Sendable {
  private let file: ReadableFile
  private let beginning: [UInt8]

  /// - Parameter beginning: what was read of the file to find out what it is.
  init(_ file: ReadableFile, beginning: [UInt8]) {
    self.file = file
    self.beginning = beginning
  }

  func nearest(to query: VectorQuery, limit: Int) throws -> [Neighbour] {
    var blocks = LineBlocks(file, beginning: beginning)
    var all = Neighbours(limit: limit)
    while true {
      var round: [LineBlock] = []
      while round.count < Parallel.width, let block = try blocks.next() { round.append(block) }
      guard !round.isEmpty else { return all.nearest }
      let parts = try Parallel.map(round.count) { [round] in
        try nearest(to: query, limit: limit, in: round[$0])
      }
      for part in parts { all.merge(part) }
    }
  }

  private func nearest(to query: VectorQuery, limit: Int, in block: LineBlock) throws -> Neighbours {
    var nearest = Neighbours(limit: limit)
    var numbers: [UInt8] = []
    try block.eachLine { row, line in
      guard let vector = Self.vector(in: line) else {
        throw VectorFileFailure.notAVector(path: file.path, row: row)
      }
      guard vector.count == query.dimensions else {
        throw VectorFileFailure.otherDimensions(
          path: file.path, row: row, found: vector.count, expected: query.dimensions)
      }
      numbers.removeAll(keepingCapacity: true)
      FloatArray.append(line[vector.range], to: &numbers)
      let score = numbers.withUnsafeBytes { $0.baseAddress.map(query.similarity) ?? .nan }
      try nearest.offer(score: score, row: row) { try Self.neighbour(score, row, line) }
    }
    return nearest
  }

  private static func vector(in line: [UInt8]) -> (range: Range<Int>, count: Int, areFloats: Bool)? {
    var reader = JSONReader(line)
    var found: (range: Range<Int>, count: Int, areFloats: Bool)?
    do {
      try reader.object { (name, reader) throws(JSONError) in
        if name == "embedding" { found = try reader.numbers() }
      }
      try reader.end()
      return found
    } catch {
      return nil
    }
  }

  private static func neighbour(_ score: Float, _ row: Int, _ line: [UInt8]) throws -> Neighbour {
    var neighbour = Neighbour(score: score, row: row, id: JSONValue(row))
    var reader = JSONReader(line)
    try reader.object { (name, reader) throws(JSONError) in
      if name == "id" { neighbour.id = try reader.value() }
      if name == "text" { neighbour.text = try reader.value().string }
    }
    return neighbour
  }
}
