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

  private var window: InputWindow
  private var parser: any RowParser
  private var count = 0

  /// - Parameter read: blocks of bytes, an empty one at the end.
  package init(_ format: RowFormat, longestRow: Int = Self.longestRow, read: @escaping () throws -> [UInt8]) {
    window = InputWindow(read: read)
    parser = Self.parser(for: format, longestRow)
  }

  /// - Returns: `nil` at the end.
  /// - Throws: ``RowInputFailure`` where no row can be read at all, and what reading throws.
  package mutating func next() throws -> Row? {
    if count == 0 { try window.consumeByteOrderMark() }
    let start = window.consumed
    guard let content = try parser.next(in: &window) else { return nil }
    count += 1
    return Row(number: count, content: content, size: window.consumed - start)
  }

  /// What was consumed up to the end of the last row that was handed out.
  package var mark: InputCheckpoint {
    mutating get { window.mark }
  }

  private static func parser(for format: RowFormat, _ longest: Int) -> any RowParser {
    let newline = UInt8(ascii: "\n")
    return switch format {
    case .lines: LineParser(separator: newline, longest: longest, read: Row.Content.text(in:))
    case .nullSeparated: LineParser(separator: 0, longest: longest, read: Row.Content.text(in:))
    case .whole: LineParser(separator: nil, longest: longest, read: Row.Content.text(in:))
    case .jsonl: LineParser(separator: newline, longest: longest, read: Row.Content.object(in:))
    case .csv: CSVParser(longest: longest)
    }
  }
}
