import FileSystem
import Vectors
import Wire

extension VectorFile {
  /// All of its vectors, with the members that are asked for; what is no matrix is copied into one.
  ///
  /// - Parameters:
  ///   - fields: the names of members that rows must have, but for some.
  ///   - optional: those that count where they are there.
  ///   - rows: what the vectors were made from, for a matrix, which holds nothing else; in the same order.
  ///   - folder: where there is room for the copy.
  /// - Throws: ``VectorFileFailure``, ``RowInputFailure/missingField(_:found:)`` for a field that no row has, and
  ///   `FileFailure` where there is no room.
  package func table(
    fields: [String], optional: [String], rows: (any RowSource)? = nil, copyingTo folder: String
  ) throws -> VectorTable {
    let asked = AskedFields(required: fields.map { [$0] }, optional: Set(optional))
    switch content {
    case .matrix(let matrix):
      guard var rows else { return VectorTable(matrix: matrix.rowMatrix, details: .ids(matrix.ids)) }
      return try matrix.table(asked, &rows, folder)
    case .lines(let lines): return try lines.table(asked, folder)
    case .records(let records): return try records.table(asked, folder)
    }
  }

  /// Whether it holds nothing but numbers.
  package var isMatrix: Bool { if case .matrix = content { true } else { false } }
}

extension AskedFields {
  fileprivate var names: Set<String> { Set(required.joined()).union(optional ?? []) }
}

extension VectorLines {
  fileprivate func table(_ asked: AskedFields, _ folder: String) throws -> VectorTable {
    var writer = try TableWriter(in: folder, from: file.path)
    var blocks = LineBlocks(file, beginning: beginning)
    let names = asked.names
    while true {
      try Task.checkCancellation()
      var round: [LineBlock] = []
      while round.count < Parallel.width, let block = try blocks.next() { round.append(block) }
      guard !round.isEmpty else { break }
      let parts = try Parallel.map(round.count) { [round] in try part(of: round[$0], names) }
      for part in parts { try writer.append(part) }
    }
    return try writer.table(requiring: asked.required.map { $0[0] })
  }

  private func part(of block: LineBlock, _ names: Set<String>) throws -> TablePart {
    var part = TablePart(wanted: names, from: file.path)
    try block.eachLine { row, line in
      let object = VectorObject(line)
      try part.append(object.vector, object.members, row: row)
    }
    return part
  }
}

extension VectorRecords {
  fileprivate func table(_ asked: AskedFields, _ folder: String) throws -> VectorTable {
    var writer = try TableWriter(in: folder, from: file.path)
    let names = asked.names
    var part = TablePart(wanted: names, from: file.path)
    try eachRecord(asked) { record in
      try part.append(record.vector, record.members(), row: record.row)
      guard part.isLarge else { return }
      try Task.checkCancellation()
      try writer.append(part)
      part = TablePart(wanted: names, from: file.path)
    }
    try writer.append(part)
    return try writer.table(requiring: asked.required.map { $0[0] })
  }
}

extension VectorMatrix {
  /// - Throws: ``VectorFileFailure/otherRows(path:found:expected:)`` where there are more rows than vectors, or fewer.
  fileprivate func table(
    _ asked: AskedFields, _ rows: inout any RowSource, _ folder: String
  ) throws -> VectorTable {
    let matrix = rowMatrix
    let details = try OpenFile.unnamed(in: folder)
    let nextID = try ids.makeReader()
    var part = TablePart(wanted: asked.names, from: file.path)
    var (count, found, firstNames) = (0, Set<String>(), [String]?.none)
    func flush() throws {
      try details.append(part.details)
      found.formUnion(part.found)
      firstNames = firstNames ?? part.firstNames
      part = TablePart(wanted: asked.names, from: file.path)
    }
    while let row = try rows.next() {
      count += 1
      var members = row.members
      if let id = try nextID?(), !id.isNull { members["id"] = id }
      part.append(members, row: count)
      if part.isLarge { try flush() }
    }
    try flush()
    guard count == matrix.rows else {
      throw VectorFileFailure.otherRows(path: file.path, found: count, expected: matrix.rows)
    }
    if let missing = asked.required.first(where: { !found.contains($0[0]) }), count > 0 {
      throw RowInputFailure.missingField(missing, found: firstNames ?? [])
    }
    return VectorTable(matrix: matrix, details: .objects(details))
  }
}

extension Row {
  /// The record, or the text as a member of this name.
  fileprivate var members: JSONObject {
    switch content {
    case .record(let record): record
    case .text(let text): ["text": .string(text)]
    case .unusable: [:]
    }
  }
}
