import Digest
package import Wire

/// Rows that come in pages from elsewhere, which may have to be waited for.
package protocol RowPages: Sendable {
  /// - Returns: `nil` at the end.
  func next() async throws -> RowPage?
}

/// Some of the rows of an input, which can be had again by themselves.
package struct RowPage: Sendable {
  /// How the rows stand in it.
  package enum Content: Sendable {
    /// CSV (RFC 4180); a first record with the columns' names in letters of either case is no row.
    case table([UInt8], columns: [String])
    case records([JSONObject])
  }

  /// The rows.
  package var content: Content
  /// What it takes to ask for the page again.
  package var address: JSONObject

  /// - Parameter address: what it takes to ask for the page again.
  package init(_ content: Content, at address: JSONObject) {
    self.content = content
    self.address = address
  }

  var source: any RowSource {
    switch content {
    case .table(let bytes, let columns): TablePage(bytes, columns: columns)
    case .records(let records): RecordPage(records)
    }
  }
}

/// Where in an input of pages one stands: at the beginning of a page.
package struct PagePosition: Hashable, Sendable {
  /// What it takes to ask for the page again.
  package var address: JSONObject
  /// Rows of the input before the page.
  package var rows: Int
  /// The same in bytes.
  package var bytes: Int
  /// Stands for all that came before the page; empty where there was nothing.
  package var digest: [UInt8]

  /// - Parameters:
  ///   - address: what it takes to ask for the page again.
  ///   - rows: of the input before the page.
  ///   - bytes: the same in bytes.
  ///   - digest: stands for all that came before the page.
  package init(address: JSONObject, rows: Int = 0, bytes: Int = 0, digest: [UInt8] = []) {
    (self.address, self.rows, self.bytes, self.digest) = (address, rows, bytes, digest)
  }

  /// - Returns: `nil` for what is no position.
  init?(_ json: JSONValue) {
    guard let address = json["address"]?.object, let rows = json["rows"]?.count?.value,
      let bytes = json["bytes"]?.count?.value,
      let digest = json["digest"]?.string.flatMap({ Hexadecimal.bytes($0) })
    else { return nil }
    self.init(address: address, rows: rows, bytes: bytes, digest: digest)
  }

  var json: JSONValue {
    [
      "address": .object(address), "rows": JSONValue(rows), "bytes": JSONValue(bytes),
      "digest": .string(Hexadecimal.text(digest)),
    ]
  }
}

/// Reads the records of a page of CSV.
struct TablePage: RowSource {
  private let columns: [String]
  private var window: InputWindow
  private var boundary = CSVBoundary()
  private var count = 0
  private var isAtStart = true

  init(_ bytes: [UInt8], columns: [String]) {
    self.columns = columns
    var rest = bytes
    window = InputWindow {
      defer { rest = [] }
      return rest
    }
  }

  mutating func next() throws -> Row? {
    guard let row = try record() else { return nil }
    count += 1
    return row
  }

  var mark: InputCheckpoint { mutating get { window.mark } }

  private mutating func record() throws -> Row? {
    while true {
      boundary.reset()
      guard let cut = try window.cut(&boundary, longest: RowReader.longestRow) else { return nil }
      guard case .row(let end) = cut else {
        return Row(number: count + 1, content: .unusable(.tooLong(limit: RowReader.longestRow)))
      }
      defer { window.consume(end.length) }
      let fields = boundary.fields
      let values = window.withBytes { bytes in
        Result { () throws(RowProblem) in
          try fields.map { (field) throws(RowProblem) in try field.text(in: bytes) }
        }
      }
      defer { isAtStart = false }
      // The end of the last line may be followed by an empty one.
      if end.content == 0 { continue }
      if isAtStart, case .success(let names) = values, isHeader(names) { continue }
      return Row(number: count + 1, content: content(values), size: end.length)
    }
  }

  private func isHeader(_ names: [String]) -> Bool {
    names.map { $0.lowercased() } == columns.map { $0.lowercased() }
  }

  private func content(_ values: Result<[String], RowProblem>) -> Row.Content {
    if let byte = boundary.misplacedQuote { return .unusable(.misplacedQuote(byte: byte)) }
    switch values {
    case .failure(let problem): return .unusable(problem)
    case .success(let values):
      guard values.count == columns.count else {
        return .unusable(.wrongNumberOfFields(expected: columns.count, found: values.count))
      }
      return .record(JSONObject(zip(columns, values).map { .init($0, .string($1)) }))
    }
  }

  /// The names in the first record of a table.
  static func header(of bytes: [UInt8]) throws -> [String] {
    var page = TablePage(bytes, columns: [])
    var boundary = CSVBoundary()
    guard case .row? = try page.window.cut(&boundary, longest: RowReader.longestRow) else { return [] }
    return try page.window.withBytes { bytes in try boundary.fields.map { try $0.text(in: bytes) } }
  }
}

extension RowPage {
  /// The names in the first record of a table.
  ///
  /// - Throws: ``RowProblem`` for a record that is no text.
  package static func header(of table: [UInt8]) throws -> [String] { try TablePage.header(of: table) }
}

/// Gives the records of a page one after another.
struct RecordPage: RowSource {
  private let records: [JSONObject]
  private var count = 0
  private var bytes = 0
  private var hash = SHA256()

  init(_ records: [JSONObject]) { self.records = records }

  mutating func next() throws -> Row? {
    guard count < records.count else { return nil }
    defer { count += 1 }
    let text = JSONValue.object(records[count]).bytes
    hash.update(text)
    bytes += text.count
    return Row(number: count + 1, content: .record(records[count]), size: text.count)
  }

  var mark: InputCheckpoint { InputCheckpoint(bytes: bytes, digest: hash.digest) }
}
