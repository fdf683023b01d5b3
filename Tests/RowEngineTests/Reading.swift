import RowEngine
import Testing

/// The input whole, byte by byte, and in two blocks at every entry.
func cuts(of input: [UInt8]) -> [[[UInt8]]] {
  guard !input.isEmpty else { return [[]] }
  return [[input], input.map { [$0] }] + (1..<input.count).map { [Array(input[..<$0]), Array(input[$0...])] }
}

func rows(
  in blocks: [[UInt8]], _ format: RowFormat, isAssumed: Bool = false, fields: AskedFields = .any,
  longestRow: Int = 1000
) throws -> [Row] {
  var rest = blocks
  var reader = RowReader(format, isAssumed: isAssumed, fields: fields, longestRow: longestRow) {
    rest.isEmpty ? [] : rest.removeFirst()
  }
  var rows: [Row] = []
  while let row = try reader.next() { rows.append(row) }
  return rows
}

func rows(of input: [UInt8], _ format: RowFormat) throws -> [Row] {
  try rows(in: [input], format)
}

/// Expects the same rows wherever the input is cut.
func expectRows(
  of input: [UInt8], _ format: RowFormat, longestRow: Int = 1000, _ expected: [Row.Content],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for blocks in cuts(of: input) {
    let read = try rows(in: blocks, format, longestRow: longestRow).map(\.content)
    #expect(read == expected, "cut as \(blocks.map(\.count))", sourceLocation: sourceLocation)
  }
}
