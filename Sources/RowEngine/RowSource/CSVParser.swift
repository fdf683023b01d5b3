import Wire

/// Reads records of CSV as objects whose members the header names (RFC 4180).
struct CSVParser: RowParser {
  let longest: Int
  private let fields: AskedFields
  private let onGuess: (Character) -> Void
  /// `nil` until it is found.
  private var delimiter: UInt8?
  /// Of the columns; `nil` for one that no record's member comes from.
  private var names: [String?]?
  private var boundary: CSVBoundary

  /// - Parameters:
  ///   - delimiter: `nil` for what is found in the first records.
  ///   - onGuess: is told of one but a comma that was found, and that no name of a field confirms.
  init(
    delimiter: UInt8?, fields: AskedFields, longest: Int, onGuess: @escaping (Character) -> Void = { _ in }
  ) {
    self.onGuess = onGuess
    self.longest = longest
    self.fields = fields
    self.delimiter = delimiter
    boundary = delimiter.map { CSVBoundary(delimiter: $0) } ?? CSVBoundary()
  }

  mutating func next(in window: inout InputWindow) throws -> Row.Content? {
    if names == nil {
      if delimiter == nil {
        let detection = DelimiterDetection(for: fields)
        let found = try detection.delimiter(in: &window)
        (delimiter, boundary) = (found, CSVBoundary(delimiter: found))
        if detection.isGuess, found != UInt8(ascii: ",") { onGuess(Character(Unicode.Scalar(found))) }
      }
      let header = try read(&window) { bytes, fields throws(RowProblem) in
        try fields.map { (field) throws(RowProblem) in try field.text(in: bytes) }
      }
      guard let header else { return nil }
      names = try checked(header)
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
    _ names: [String?], _ fields: [CSVBoundary.Field], in bytes: UnsafeBufferPointer<UInt8>
  ) throws(RowProblem) -> [JSONObject.Member] {
    guard fields.count == names.count else {
      throw .wrongNumberOfFields(expected: names.count, found: fields.count)
    }
    var members: [JSONObject.Member] = []
    members.reserveCapacity(names.count)
    for index in names.indices {
      guard let name = names[index] else { continue }
      members.append(JSONObject.Member(name, .string(try fields[index].text(in: bytes))))
    }
    return members
  }

  private func checked(_ header: Result<[String], RowProblem>) throws(RowInputFailure) -> [String?] {
    switch header {
    case .failure(.empty): throw .missingHeader
    case .failure(let problem): throw .unusableHeader(problem)
    case .success(let names):
      if let missing = fields.missing(from: names) {
        if let other = otherDelimiter(in: names) { throw .otherDelimiter(other) }
        throw .missingField(missing, found: names)
      }
      return try columns(names)
    }
  }

  /// Columns without a name, and those whose name an earlier one has, matter to nobody who does not ask for them.
  private func columns(_ names: [String]) throws(RowInputFailure) -> [String?] {
    var seen: Set<String> = []
    var columns: [String?] = []
    for name in names {
      let isNew = seen.insert(name).inserted
      guard isNew || !fields.contains(name) || name.isEmpty else { throw .duplicateField(name) }
      columns.append(isNew && !name.isEmpty ? name : nil)
    }
    return columns
  }

  private func otherDelimiter(in names: [String]) -> Character? {
    guard names.count == 1 else { return nil }
    return [",", "\t", ";", "|"].first { (other: Character) in
      other.asciiValue != delimiter && names[0].contains(other)
    }
  }
}
