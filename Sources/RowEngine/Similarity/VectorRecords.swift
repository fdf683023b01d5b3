import Wire

/// Vectors as an array of JSON objects or as CSV, as `embed` writes them, read one after another.
struct VectorRecords: Sendable {
  enum Format { case array, table }

  private static let blockSize = 1 << 20

  private let file: ReadableFile
  private let beginning: [UInt8]
  private let format: Format

  /// - Parameter beginning: what was read of the file to find out what it is.
  init(_ file: ReadableFile, beginning: [UInt8], _ format: Format) {
    self.file = file
    self.beginning = beginning
    self.format = format
  }

  func nearest(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    do {
      return switch format {
      case .array: try nearestInArray(to: queries, limit: limit)
      case .table: try nearestInTable(to: queries, limit: limit)
      }
    } catch RowInputFailure.cutOff {
      throw VectorFileFailure.cutOff(path: file.path)
    } catch is RowInputFailure {
      throw VectorFileFailure.notAVector(path: file.path, row: 1)
    }
  }

  private func nearestInArray(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    var window = InputWindow(read: blocks())
    var parser = JSONArrayParser(longest: RowReader.longestRow)
    var nearest = queries.map { _ in Neighbours(limit: limit) }
    var (row, numbers) = (0, [UInt8]())
    while let element = try parser.element(in: &window, { Array($0) }) {
      row += 1
      guard case .success(let object) = element else {
        throw VectorFileFailure.rowTooLong(path: file.path, row: row, limit: RowReader.longestRow)
      }
      let scores = try queries.similarities(
        to: VectorLines.vector(in: object), of: row, in: file.path, &numbers)
      for (index, score) in scores.enumerated() {
        try nearest[index].offer(score: score, row: row) { try VectorLines.neighbour(score, row, object) }
      }
    }
    return nearest.map(\.nearest)
  }

  private func nearestInTable(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    let asked = AskedFields(required: [["embedding"]], optional: ["id", "text"])
    var reader = RowReader(.table(delimiter: UInt8(ascii: ",")), fields: asked, read: blocks())
    var nearest = queries.map { _ in Neighbours(limit: limit) }
    var numbers: [UInt8] = []
    while let row = try reader.next() {
      guard case .record(let record) = row.content else {
        throw VectorFileFailure.notAVector(path: file.path, row: row.number)
      }
      let vector = Self.vector(in: record["embedding"]?.string ?? "")
      let scores = try queries.similarities(to: vector, of: row.number, in: file.path, &numbers)
      for (index, score) in scores.enumerated() {
        nearest[index].offer(score: score, row: row.number) {
          Neighbour(
            score: score, row: row.number, id: record["id"] ?? JSONValue(row.number),
            text: record["text"]?.string)
        }
      }
    }
    return nearest.map(\.nearest)
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
