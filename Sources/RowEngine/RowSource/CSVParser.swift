import Wire

/// Reads records of CSV as objects whose members the header names (RFC 4180).
struct CSVParser: RowParser {
  let longest: Int
  private var names: [String]?
  private var boundary = CSVBoundary()

  init(longest: Int) {
    self.longest = longest
  }

  mutating func next(in window: inout InputWindow) throws -> Row.Content? {
    if names == nil {
      let header = try read(&window) { bytes, fields throws(RowProblem) in
        try fields.map { (field) throws(RowProblem) in try field.text(in: bytes) }
      }
      guard let header else { return nil }
      names = try Self.checked(header)
    }
    guard let names else { return nil }
    let record = try read(&window) { bytes, fields throws(RowProblem) in
      JSONObject(try Self.members(names, fields, in: bytes))
    }
    switch record {
    case .success(let object): return .record(object)
    case .failure(let problem): return .unusable(problem)
    case nil: return nil
    }
  }

  /// Takes one record off the input, and makes something of its fields.
  private mutating func read<Content>(
    _ window: inout InputWindow,
    _ make: (UnsafeBufferPointer<UInt8>, [CSVBoundary.Field]) throws(RowProblem) -> Content
  ) throws -> Result<Content, RowProblem>? {
    boundary.reset()
    guard let cut = try window.cut(&boundary, longest: longest) else { return nil }
    guard case .row(let end) = cut else { return .failure(.tooLong(limit: longest)) }
    defer { window.consume(end.length) }
    guard end.content > 0 else { return .failure(.empty) }
    if let byte = boundary.misplacedQuote { return .failure(.misplacedQuote(byte: byte)) }
    let fields = boundary.fields
    return window.withBytes { bytes in
      Result { () throws(RowProblem) in try make(bytes, fields) }
    }
  }

  private static func members(
    _ names: [String], _ fields: [CSVBoundary.Field], in bytes: UnsafeBufferPointer<UInt8>
  ) throws(RowProblem) -> [JSONObject.Member] {
    guard fields.count == names.count else {
      throw .wrongNumberOfFields(expected: names.count, found: fields.count)
    }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(names.count)
    for index in names.indices {
      members.append(JSONObject.Member(names[index], .string(try fields[index].text(in: bytes))))
    }
    return members
  }

  private static func checked(_ header: Result<[String], RowProblem>) throws(RowInputFailure) -> [String] {
    switch header {
    case .failure(.empty): throw .missingHeader
    case .failure(let problem): throw .unusableHeader(problem)
    case .success(let names):
      var seen: Set<String> = []
      for (index, name) in names.enumerated() {
        guard !name.isEmpty else { throw .unnamedField(column: index + 1) }
        guard seen.insert(name).inserted else { throw .duplicateField(name) }
      }
      return names
    }
  }
}
