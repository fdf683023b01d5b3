import Wire

@testable import RowEngine

extension FuzzTarget {
  /// Inputs of many rows.
  static let rows = [
    FuzzTarget("csv") { read($0, as: .csv) }, FuzzTarget("json-lines") { read($0, as: .jsonl) },
    FuzzTarget("json-array") { read($0, as: .json) }, FuzzTarget("text-lines") { read($0, as: .lines) },
    FuzzTarget("record-table", readTable), FuzzTarget("npy-header", readHeader),
    FuzzTarget("vectors", readVectors),
  ]

  private struct Told: Equatable {
    var rows: [Row] = []
    var mark: InputCheckpoint?
    var failure: String?
  }

  /// The same rows wherever the input is cut, with every field or some that are asked for.
  private static func read(_ bytes: [UInt8], as format: RowFormat) {
    let asked = AskedFields(required: [["a", "prompt"]], optional: ["id"])
    let fields = bytes.hash % 2 == 0 ? AskedFields.any : asked
    let whole = told([bytes], format, fields)
    expectSame(told(bytes.cut, format, fields), whole, "cut")
    guard bytes.count < 256 else { return }
    expectSame(told(bytes.map { [$0] }, format, fields), whole, "byte by byte")
  }

  private static func told(_ pieces: [[UInt8]], _ format: RowFormat, _ fields: AskedFields) -> Told {
    var rest = pieces.filter { !$0.isEmpty }[...]
    var reader = RowReader(format, isAssumed: true, fields: fields, longestRow: 64) { rest.popFirst() ?? [] }
    var told = Told()
    do {
      while let row = try reader.next() { told.rows.append(row) }
      told.mark = reader.mark
    } catch {
      told.failure = "\(error)"
    }
    return told
  }

  /// A page of a table: all of it is consumed, and what is a record has the columns.
  private static func readTable(_ bytes: [UInt8]) {
    guard let columns = try? TablePage.header(of: bytes) else { return }
    var page = TablePage(bytes, columns: columns)
    while let row = try? page.next() {
      guard case .record(let record) = row.content else { continue }
      expect(record.members.map(\.name) == columns, "other columns in row \(row.number)")
    }
    expect(page.mark.bytes == bytes.count, "\(page.mark.bytes) of \(bytes.count) bytes")
  }

  private static let file = UnnamedFile()

  /// What stands behind the format's first six bytes.
  private static func readHeader(_ bytes: [UInt8]) {
    file.write(bytes)
    guard let file = try? ReadableFile(file.path), let header = try? MatrixHeader(file) else { return }
    expect(header.length <= bytes.count + VectorMatrix.magic.count, "a header of \(header.length) bytes")
    let (cells, overflow) = header.rows.multipliedReportingOverflow(by: header.dimensions)
    expect(!overflow && cells >= 0, "\(header.rows) times \(header.dimensions)")
  }

  /// A file of vectors in any format; a row of the answer is one of the file.
  private static func readVectors(_ bytes: [UInt8]) {
    file.write(bytes)
    guard let query = VectorQuery([0.6, -0.8]) else { fatalError("no query") }
    guard let found = try? VectorFile(file.path).nearest(to: query, limit: 2) else { return }
    expect(found.count <= 2, "more than were wanted")
    for neighbour in found {
      expect(neighbour.row > 0 && neighbour.row <= bytes.count, "row \(neighbour.row)")
      expect((-1...1).contains(neighbour.score), "score \(neighbour.score)")
    }
  }
}
