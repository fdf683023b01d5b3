import FileSystem
import Wire

/// A whole output of one of several machines, with what its record tells: which part it is, and of what.
package struct ShardFile: Sendable {
  /// As it was named.
  package let path: String
  /// Which part it is.
  package let shard: Shard
  /// How the run ended that has made it.
  package let record: ProgressRecord
  /// How its rows stand in it.
  let format: Format
  /// Rows of the input that have no result, by their number.
  let refused: Set<Int>

  enum Format: Sendable {
    case jsonl, csv
    /// Without a header where no row has a vector: nobody knows how wide it is.
    case matrix(MatrixHeader?)
  }

  /// Opens an output and its record.
  ///
  /// - Throws: ``ShardFailure``, ``FileFailure``.
  package init(_ path: String) throws {
    self.path = path
    guard let facts = FileFacts(of: path), facts.kind == .plain else {
      throw FileFacts(of: path + ".partial") == nil ? ShardFailure.missing(path) : .unfinished(path)
    }
    guard case .records(let kept) = try OutputPaths(path).keptRecord, let record = kept.first?.record else {
      throw ShardFailure.withoutRecord(path, record: path + ".progress")
    }
    guard record.isWhole else { throw ShardFailure.unfinished(path) }
    // A run on all rows is the only part.
    let shard = try record.options["shard"].map { argument throws(ShardFailure) in
      guard let shard = Shard(argument: argument.string) else {
        throw .withoutRecord(path, record: path + ".progress")
      }
      return shard
    }
    guard record.options["repeat"] == nil else { throw ShardFailure.unusableFormat(path, "--repeat") }
    (self.shard, self.record) = (shard ?? .whole, record)
    format = try Self.format(of: record, path)
    // What stands before and behind the rows alone is not counted.
    let isOfRows = facts.size == record.lengths.rows
    guard isOfRows || record.done == 0 else { throw ShardFailure.altered(path) }
    // A matrix has a row for each of them.
    if case .matrix = format { refused = [] } else { refused = try Self.refusedRows(record, of: path) }
  }

  private static func format(of record: ProgressRecord, _ path: String) throws -> Format {
    switch (record.options["format"] ?? record.options["output_format"])?.string ?? "jsonl" {
    case "jsonl": return .jsonl
    case "csv", "pgvector-csv": return .csv
    case "npy": return .matrix(record.done == 0 ? nil : try header(of: path))
    case let other: throw ShardFailure.unusableFormat(path, other)
    }
  }

  private static func header(of path: String) throws -> MatrixHeader {
    let file = try ReadableFile(path)
    var magic = VectorMatrix.magic
    guard try magic.withUnsafeMutableBytes({ try file.fill($0) }) == magic.count, magic == VectorMatrix.magic
    else {
      throw ShardFailure.altered(path)
    }
    return try MatrixHeader(file)
  }

  /// What the list of refused rows tells that belongs to the output.
  private static func refusedRows(_ record: ProgressRecord, of path: String) throws -> Set<Int> {
    guard record.refused > 0 else { return [] }
    guard let errors = record.options["errors"]?.string, let list = Self.list(errors, beside: path) else {
      throw ShardFailure.unknownRefusals(path, record.refused)
    }
    let file = try OpenFile(reading: list)
    var reader = RowReader(.jsonl) { try file.block(upTo: 64 << 10) }
    var rows: Set<Int> = []
    while let row = try reader.next() {
      if case .record(let object) = row.content, let number = object["row"]?.int { rows.insert(number) }
    }
    guard rows.count == record.refused else { throw ShardFailure.unknownRefusals(path, record.refused) }
    return rows
  }

  /// Where the list is, also when both were brought from another machine.
  private static func list(_ errors: String, beside path: String) -> String? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = errors.split(separator: "/").last.map(String.init) ?? errors
    return [folder + name, errors].first { FileFacts(of: $0)?.kind == .plain }
  }

  /// How many rows of the input belong to it.
  var rowCount: Int {
    let rest = record.rowsConsumed - shard.number
    return rest < 0 ? 0 : rest / shard.count + 1
  }
}

extension Shard {
  /// - Parameter argument: `2/8`.
  fileprivate init?(argument: String?) {
    let parts = (argument ?? "").split(separator: "/").map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
      return nil
    }
    self.init(number, of: count)
  }
}

/// Why outputs of shards cannot be joined.
package enum ShardFailure: Error, Hashable, Sendable {
  case missing(String)
  /// Its run has not come to its end.
  case unfinished(String)
  /// What tells which part it is is not there.
  case withoutRecord(String, record: String)
  /// It is not as its run has left it.
  case altered(String)
  /// Rows are missing in it, and nothing tells which.
  case unknownRefusals(String, Int)
  /// The format, or what makes it one that is not joined.
  case unusableFormat(String, String)
  /// Two files are the same part.
  case doubled(String, String, Shard)
  /// Parts that no file is.
  case gap([Int], of: Int)
  /// Two files were made with other options, by their names, or another command.
  case otherOptions(String, String, names: [String])
  /// Two files were made from other inputs.
  case otherInput(String, String)
}
