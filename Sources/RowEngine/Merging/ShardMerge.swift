import FileSystem

/// Joins the outputs of all shards of one input, row by row, in the order of the input and in bounded memory.
package struct ShardMerge {
  private let shards: [ShardFile]

  /// - Parameter files: in any order.
  /// - Throws: ``ShardFailure`` when one is missing, comes twice, or belongs to another run.
  package init(_ files: [ShardFile]) throws(ShardFailure) {
    guard let first = files.first else { throw .gap([], of: 0) }
    for file in files.dropFirst() { try Self.check(file, beside: first) }
    var parts: [Int: ShardFile] = [:]
    for file in files {
      if let other = parts.updateValue(file, forKey: file.shard.number) {
        throw .doubled(other.path, file.path, file.shard)
      }
    }
    let missing = (1...first.shard.count).filter { parts[$0] == nil }
    guard missing.isEmpty else { throw .gap(missing, of: first.shard.count) }
    shards = files.sorted { $0.shard.number < $1.shard.number }
    for file in shards where file.record.done + file.record.refused != file.rowCount {
      throw .altered(file.path)
    }
  }

  private static func check(_ file: ShardFile, beside first: ShardFile) throws(ShardFailure) {
    let names = file.record.options.differences(from: first.record.options).filter {
      // Each machine has files and addresses of its own.
      !["shard", "errors", "profile", "base_url"].contains($0)
    }
    guard names.isEmpty else { throw .otherOptions(first.path, file.path, names: names) }
    guard file.shard.count == first.shard.count else {
      throw .otherOptions(first.path, file.path, names: ["shard"])
    }
    guard file.record.input.isSame(as: first.record.input),
      file.record.rowsConsumed == first.record.rowsConsumed
    else {
      throw .otherInput(first.path, file.path)
    }
  }

  /// The files, in the order of their parts.
  package var paths: [String] { shards.map(\.path) }

  /// Rows with a result, and without one.
  package var counts: (done: Int, refused: Int) {
    (shards.reduce(0) { $0 + $1.record.done }, shards.reduce(0) { $0 + $1.record.refused })
  }

  /// The format of the files, as options name it.
  package var format: String {
    switch shards[0].format {
    case .jsonl: "jsonl"
    case .csv: "csv"
    case .matrix: "npy"
    }
  }

  /// - Parameters:
  ///   - write: takes the joined output, piece by piece.
  ///   - list: takes the ids of a matrix's rows, which stand in a file beside it.
  /// - Throws: ``ShardFailure``, ``FileFailure``, and what writing throws.
  package func run(write: ([UInt8]) throws -> Void, list: ([UInt8]) throws -> Void) throws {
    if case .matrix = shards[0].format { try runMatrix(write, list) } else { try runRecords(write) }
  }

  private func runMatrix(_ write: ([UInt8]) throws -> Void, _ list: ([UInt8]) throws -> Void) throws {
    var readers: [MatrixReader] = []
    for shard in shards { readers.append(try MatrixReader(shard)) }
    let widths = Set(readers.map(\.dimensions)).subtracting([0])
    if widths.count > 1, let other = readers.firstIndex(where: { $0.dimensions != readers[0].dimensions }) {
      throw ShardFailure.otherOptions(shards[0].path, shards[other].path, names: ["model"])
    }
    let (width, rows) = (widths.first ?? 0, shards[0].record.rowsConsumed)
    var bytes = VectorNPYSink.head(rows: rows, dimensions: width)
    var ids: [UInt8] = []
    for row in 0..<rows {
      let (vector, id) = try readers[row % shards.count].next(width)
      bytes += vector
      ids += id
      guard bytes.count + ids.count > 256 << 10 else { continue }
      try write(bytes)
      try list(ids)
      (bytes, ids) = ([], [])
    }
    try write(bytes)
    try list(ids)
  }

  /// - Throws: ``ShardFailure/altered(_:)`` for an output that has not as many rows as its record says, ``FileFailure``,
  ///   and what writing throws.
  private func runRecords(_ write: ([UInt8]) throws -> Void) throws {
    var readers = try shards.map { try RecordReader($0) }
    var headers: [[UInt8]?] = []
    if hasHeader { for index in readers.indices { headers.append(try readers[index].next()) } }
    if let other = headers.firstIndex(where: { $0 != headers[0] && $0 != nil && headers[0] != nil }) {
      throw ShardFailure.otherOptions(shards[0].path, shards[other].path, names: ["keep_fields"])
    }
    var bytes = headers.compactMap { $0 }.first ?? []
    for row in 0..<(shards.first?.record.rowsConsumed ?? 0) {
      let index = row % shards.count
      guard !shards[index].refused.contains(row + 1) else { continue }
      guard let record = try readers[index].next() else { throw ShardFailure.altered(shards[index].path) }
      bytes += record
      guard bytes.count > 256 << 10 else { continue }
      try write(bytes)
      bytes = []
    }
    for index in readers.indices where try readers[index].next() != nil {
      throw ShardFailure.altered(shards[index].path)
    }
    try write(bytes)
  }

  private var hasHeader: Bool { if case .csv? = shards.first?.format { true } else { false } }
}

/// Gives the records of an output as they stand there, with what ends them.
private struct RecordReader {
  private var window: InputWindow
  private let format: ShardFile.Format
  private let path: String

  init(_ shard: ShardFile) throws {
    let file = try OpenFile(reading: shard.path)
    window = InputWindow { try file.block(upTo: 256 << 10) }
    (format, path) = (shard.format, shard.path)
  }

  /// - Returns: `nil` at the end.
  mutating func next() throws -> [UInt8]? {
    let longest = 256 << 20
    let cut: RowCut?
    switch format {
    case .jsonl:
      var boundary = LineBoundary(UInt8(ascii: "\n"))
      cut = try window.cut(&boundary, longest: longest)
    // A matrix has no records.
    case .csv, .matrix:
      var boundary = CSVBoundary()
      cut = try window.cut(&boundary, longest: longest)
    }
    switch cut {
    case nil: return nil
    case .tooLong: throw ShardFailure.altered(path)
    case .row(let end):
      let bytes = window.withBytes { Array($0[..<end.length]) }
      window.consume(end.length)
      return bytes
    }
  }
}

/// Gives the rows of a matrix, each with its id as it stands in the list beside it.
private struct MatrixReader {
  /// 0 where no row has a vector.
  let dimensions: Int
  private var matrix: InputWindow
  private var ids: InputWindow
  private let path: String

  init(_ shard: ShardFile) throws {
    path = shard.path
    guard case .matrix(let header) = shard.format, header?.rows ?? shard.rowCount == shard.rowCount else {
      throw ShardFailure.altered(shard.path)
    }
    dimensions = header?.dimensions ?? 0
    let (file, list) = (try OpenFile(reading: shard.path), try Self.list(beside: shard.path))
    matrix = InputWindow { try file.block(upTo: 256 << 10) }
    ids = InputWindow { try list.block(upTo: 64 << 10) }
    if let header { _ = try bytes(header.length) }
  }

  private static func list(beside path: String) throws -> OpenFile {
    guard FileFacts(of: path + ".ids") != nil else { throw ShardFailure.missing(path + ".ids") }
    return try OpenFile(reading: path + ".ids")
  }

  /// - Parameter width: of a row that has no vector.
  mutating func next(_ width: Int) throws -> (vector: [UInt8], id: [UInt8]) {
    let vector = dimensions == 0 ? VectorNPYSink.blank(width) : try bytes(dimensions * 4)
    var boundary = LineBoundary(UInt8(ascii: "\n"))
    guard case .row(let end)? = try ids.cut(&boundary, longest: 64 << 20) else {
      throw ShardFailure.altered(path)
    }
    let id = ids.withBytes { Array($0[..<end.content]) }
    ids.consume(end.length)
    return (vector, id + [UInt8(ascii: "\n")])
  }

  private mutating func bytes(_ count: Int) throws -> [UInt8] {
    while matrix.count < count {
      guard try matrix.fill() else { throw ShardFailure.altered(path) }
    }
    defer { matrix.consume(count) }
    return matrix.withBytes { Array($0[..<count]) }
  }
}
