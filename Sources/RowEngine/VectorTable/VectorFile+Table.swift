import FileSystem
import Vectors
import Wire

extension VectorFile {
  /// All of its vectors, with the members that are asked for; what is no matrix is copied into one.
  ///
  /// - Parameters:
  ///   - fields: the names of members that rows must have, but for some.
  ///   - optional: those that count where they are there.
  ///   - longestText: characters that are kept of a text that is no id; `nil`: all.
  ///   - rows: what the vectors were made from, for a matrix, which holds nothing else; in the same order.
  ///   - folder: where there is room for the copy.
  /// - Throws: ``VectorFileFailure``, ``RowInputFailure/missingField(_:found:)`` for a field that no row has, and
  ///   `FileFailure` where there is no room.
  package func table(
    fields: [String], optional: [String], longestText: Int? = nil, rows: (any RowSource)? = nil,
    copyingTo folder: String
  ) throws -> VectorTable {
    let asked = AskedFields(required: fields.map { [$0] }, optional: Set(optional))
    let wanted = WantedMembers(names: asked.names, longestText: longestText)
    switch content {
    case .matrix(let matrix):
      guard var rows else { return VectorTable(matrix: matrix.rowMatrix, details: .ids(matrix.ids)) }
      return try matrix.table(asked, wanted, &rows, folder)
    case .lines(let lines): return try lines.table(asked, wanted, folder)
    case .records(let records): return try records.table(asked, wanted, folder)
    }
  }

  /// Whether it holds nothing but numbers.
  package var isMatrix: Bool { if case .matrix = content { true } else { false } }
}

extension AskedFields {
  fileprivate var names: Set<String> { Set(required.joined()).union(optional ?? []) }
}

extension VectorLines {
  fileprivate func table(_ asked: AskedFields, _ wanted: WantedMembers, _ folder: String) throws
    -> VectorTable
  {
    var writer = try TableWriter(in: folder, from: file.path)
    var blocks = LineBlocks(file, beginning: beginning)
    while true {
      try Task.checkCancellation()
      var round: [LineBlock] = []
      while round.count < Parallel.width, let block = try blocks.next() { round.append(block) }
      guard !round.isEmpty else { break }
      let parts = try Parallel.map(round.count) { [round] in try part(of: round[$0], wanted) }
      for part in parts { try writer.append(part) }
    }
    return try writer.table(requiring: asked.required.map { $0[0] })
  }

  private func part(of block: LineBlock, _ wanted: WantedMembers) throws -> TablePart {
    var part = TablePart(wanted, from: file.path)
    try block.eachLine { row, line in
      let object = VectorObject(line)
      try part.append(object.vector, lacksVector: object.lacksVector, object.members, row: row)
    }
    return part
  }
}

extension VectorRecords {
  fileprivate func table(_ asked: AskedFields, _ wanted: WantedMembers, _ folder: String) throws
    -> VectorTable
  {
    var writer = try TableWriter(in: folder, from: file.path)
    var part = TablePart(wanted, from: file.path)
    try eachRecord(asked) { record in
      try part.append(record.vector, lacksVector: record.lacksVector(), record.members(), row: record.row)
      guard part.isLarge else { return }
      try Task.checkCancellation()
      try writer.append(part)
      part = TablePart(wanted, from: file.path)
    }
    try writer.append(part)
    return try writer.table(requiring: asked.required.map { $0[0] })
  }
}

extension VectorMatrix {
  /// - Throws: ``VectorFileFailure/otherRows(path:found:expected:)`` where there are more rows than vectors, or fewer.
  fileprivate func table(
    _ asked: AskedFields, _ wanted: WantedMembers, _ rows: inout any RowSource, _ folder: String
  ) throws -> VectorTable {
    let matrix = rowMatrix
    let details = try OpenFile.unnamed(in: folder)
    let nextID = try ids.makeReader()
    var part = TablePart(wanted, from: file.path)
    var (count, found, firstNames) = (0, Set<String>(), [String]?.none)
    func flush() throws {
      try details.append(part.details)
      found.formUnion(part.found)
      firstNames = firstNames ?? part.firstNames
      part = TablePart(wanted, from: file.path)
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
