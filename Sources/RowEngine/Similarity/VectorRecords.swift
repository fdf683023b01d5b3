import Wire

/// Vectors as an array of JSON objects or as CSV, as `embed` writes them, read one after another.
struct VectorRecords: Sendable {
  enum Format { case array, table }

  private static let blockSize = 1 << 20

  let file: ReadableFile
  private let beginning: [UInt8]
  private let format: Format

  /// - Parameter beginning: what was read of the file to find out what it is.
  init(_ file: ReadableFile, beginning: [UInt8], _ format: Format) {
    self.file = file
    self.beginning = beginning
    self.format = format
  }

  func nearest(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    var nearest = queries.map { _ in Neighbours(limit: limit) }
    var numbers: [UInt8] = []
    try eachRecord(AskedFields(required: [], optional: ["id", "text"])) { record in
      let scores = try queries.similarities(to: record.vector, of: record.row, in: file.path, &numbers)
      for (index, score) in scores.enumerated() {
        nearest[index].offer(score: score, row: record.row) {
          let members = record.members()
          return Neighbour(
            score: score, row: record.row, id: members["id"] ?? JSONValue(record.row),
            text: members["text"]?.string)
        }
      }
    }
    return nearest.map(\.nearest)
  }

  /// Calls with each record, with those of its members that are asked for.
  ///
  /// - Throws: ``VectorFileFailure``, ``RowInputFailure/missingField(_:found:)`` for a field that no row of a table has,
  ///   and what the body throws.
  func eachRecord(_ asked: AskedFields, _ body: (VectorRecord) throws -> Void) throws {
    do {
      switch format {
      case .array: try eachElement(body)
      case .table: try eachRow(asked, body)
      }
    } catch RowInputFailure.cutOff {
      throw VectorFileFailure.cutOff(path: file.path)
    } catch RowInputFailure.missingField(let names, let found) where names != [Self.vectorField] {
      throw RowInputFailure.missingField(names, found: found)
    } catch is RowInputFailure {
      throw VectorFileFailure.notAVector(path: file.path, row: 1)
    }
  }

  private static let vectorField = "embedding"

  private func eachElement(_ body: (VectorRecord) throws -> Void) throws {
    var window = InputWindow(read: blocks())
    var parser = JSONArrayParser(longest: RowReader.longestRow)
    var row = 0
    while let element = try parser.element(in: &window, { Array($0) }) {
      row += 1
      guard case .success(let bytes) = element else {
        throw VectorFileFailure.rowTooLong(path: file.path, row: row, limit: RowReader.longestRow)
      }
      let object = VectorObject(bytes)
      try body(
        VectorRecord(
          row: row, vector: object.vector, lacksVector: { object.lacksVector }, members: { object.members }))
    }
  }

  private func eachRow(_ asked: AskedFields, _ body: (VectorRecord) throws -> Void) throws {
    let all = AskedFields(required: [[Self.vectorField]] + asked.required, optional: asked.optional)
    var reader = RowReader(.table(delimiter: UInt8(ascii: ",")), fields: all, read: blocks())
    while let row = try reader.next() {
      guard case .record(let record) = row.content else {
        throw VectorFileFailure.notAVector(path: file.path, row: row.number)
      }
      let text = record[Self.vectorField]?.string ?? ""
      try body(
        VectorRecord(
          row: row.number, vector: Self.vector(in: text), lacksVector: { text.isEmpty }, members: { record }))
    }
  }

  private static func vector(in text: String) -> JSONVector? {
    var reader = JSONReader(Array(text.utf8))
    // What is no array of numbers is no vector, whatever it is.
    guard let found = try? reader.numbers(), (try? reader.end()) != nil else { return nil }
    return JSONVector(json: reader.bytes[found.range], count: found.count)
  }

  /// The file from its beginning.
  private func blocks() -> () throws -> [UInt8] {
    var pending: [UInt8]? = beginning.isEmpty ? nil : beginning
    var offset = beginning.count
    return {
      if let first = pending {
        pending = nil
        return first
      }
      var block = [UInt8](repeating: 0, count: Self.blockSize)
      let count = try block.withUnsafeMutableBytes { try file.fill($0, from: &offset) }
      block.removeSubrange(count...)
      return block
    }
  }
}

/// A record of a file of vectors.
struct VectorRecord {
  /// From 1.
  let row: Int
  /// `nil` where it has none.
  let vector: JSONVector?
  /// Whether nothing stands where the vector does, rather than something that is none.
  let lacksVector: () -> Bool
  /// What it has beside the vector.
  let members: () -> JSONObject
}
