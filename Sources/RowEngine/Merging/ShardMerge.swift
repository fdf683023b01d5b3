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

  /// - Parameter write: takes the joined output, piece by piece.
  /// - Throws: ``ShardFailure/altered(_:)`` for an output that has not as many rows as its record says, ``FileFailure``,
  ///   and what writing throws.
  package func run(write: ([UInt8]) throws -> Void) throws {
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
    case .csv:
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
