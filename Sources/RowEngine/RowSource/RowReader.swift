import Wire

/// Takes the next row's content off the bytes of an input.
protocol RowParser {
  /// - Returns: `nil` at the end of the input.
  mutating func next(in window: inout InputWindow) throws -> Row.Content?
}

/// Reads an input row by row, in bounded memory, and remembers what it has consumed.
///
/// A byte order mark and the CR before a newline are no content; the end of the last line may be missing; an input
/// without a byte has no rows. A row that cannot be used comes as one that says why.
package struct RowReader: RowSource {
  /// Bytes that a row may have unless told otherwise.
  package static let longestRow = 16 << 20

  /// Bytes that are looked through for the fields that are asked for.
  package static let lookahead = 1 << 20

  private let format: RowFormat
  private let fields: AskedFields
  private let isAssumed: Bool
  private var window: InputWindow
  private var parser: any RowParser
  private var count = 0
  /// Rows that were read to see what the input is, each with what was consumed up to its end.
  private var ahead: [(row: Row, mark: InputCheckpoint)] = []
  private var lastMark: InputCheckpoint?

  /// - Parameters:
  ///   - isAssumed: nobody has said that the input has this format.
  ///   - read: blocks of bytes, an empty one at the end.
  ///   - onGuess: is told what divides the fields of a table where that was found, and no name of a field confirms it.
  package init(
    _ format: RowFormat, isAssumed: Bool = false, fields: AskedFields = .any,
    longestRow: Int = Self.longestRow, read: @escaping () throws -> [UInt8],
    onGuess: @escaping (Character) -> Void = { _ in }
  ) {
    self.format = format
    self.isAssumed = isAssumed
    self.fields = fields
    window = InputWindow(read: read)
    parser = Self.parser(for: format, fields, longestRow, onGuess)
  }

  /// - Returns: `nil` at the end.
  /// - Throws: ``RowInputFailure`` where no row can be read at all, and what reading throws.
  package mutating func next() throws -> Row? {
    if count == 0 {
      try window.checkBeginning(format, isAssumed: isAssumed)
      try window.consumeByteOrderMark()
      try lookAhead()
    }
    guard ahead.isEmpty else {
      let next = ahead.removeFirst()
      lastMark = next.mark
      return next.row
    }
    lastMark = nil
    return try read()
  }

  private mutating func read() throws -> Row? {
    let start = window.consumed
    guard let content = try parser.next(in: &window) else { return nil }
    count += 1
    var row = Row(number: count, content: content, size: window.consumed - start)
    switch content {
    case .text, .record, .unusable(.tooLong): break
    case .unusable: row.line = lastLine
    }
    return row
  }

  /// What stands in the row that was consumed, without the end of the line.
  private var lastLine: String? {
    guard var bytes = window.lastConsumed, bytes.count <= Self.longestLine else { return nil }
    while let last = bytes.last, [0x0A, 0x0D, 0].contains(last) { bytes.removeLast() }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes of a row that cannot be used, and is kept to be looked at.
  private static let longestLine = 64 << 10

  /// Reads on until each field that is asked for was there.
  ///
  /// - Throws: ``RowInputFailure/missingField(_:found:)`` for one that no row has.
  private mutating func lookAhead() throws {
    guard format.hasFields else { return }
    var missing = fields.required
    var names: [String]?
    while !missing.isEmpty, window.consumed < Self.lookahead {
      guard let row = try read() else {
        if let names { throw RowInputFailure.missingField(missing[0], found: names) }
        return
      }
      ahead.append((row, window.mark))
      guard case .record(let record) = row.content else { continue }
      let found = record.members.map(\.name)
      missing.removeAll { group in group.contains { found.contains($0) } }
      names = names ?? found
    }
  }

  /// What was consumed up to the end of the last row that was handed out.
  package var mark: InputCheckpoint {
    mutating get { lastMark ?? window.mark }
  }

  private static func parser(
    for format: RowFormat, _ fields: AskedFields, _ longest: Int, _ onGuess: @escaping (Character) -> Void
  ) -> any RowParser {
    let newline = UInt8(ascii: "\n")
    return switch format {
    case .lines: LineParser(separator: newline, longest: longest, read: Row.Content.text(in:))
    case .nullSeparated: LineParser(separator: 0, longest: longest, read: Row.Content.text(in:))
    case .whole: LineParser(separator: nil, longest: longest, read: Row.Content.text(in:))
    case .jsonl: LineParser(separator: newline, longest: longest, read: Row.Content.object(in:))
    case .json: JSONArrayParser(longest: longest)
    case .table(let delimiter):
      CSVParser(delimiter: delimiter, fields: fields, longest: longest, onGuess: onGuess)
    }
  }
}
