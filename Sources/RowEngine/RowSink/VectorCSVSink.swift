import Wire

/// Vectors as CSV (RFC 4180): the id, perhaps the text, and the vector as a JSON array in one field.
package struct VectorCSVSink: VectorSink {
  private let keepsText: Bool
  /// The length that the vectors so far have.
  package var check = DimensionCheck()

  /// - Parameter keepsText: whether each text stands beside its vector.
  package init(keepsText: Bool) { self.keepsText = keepsText }

  /// Opens the table with the line that names its columns.
  package mutating func begin(_ output: inout RowBytes) {
    output.opening = Array((keepsText ? "id,text,embedding\n" : "id,embedding\n").utf8)
  }

  /// Adds a line for a row with a vector; a refused row leaves none.
  ///
  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as those before it.
  package mutating func write(_ row: FinishedRow<String, Vector>, to output: inout RowBytes) throws {
    guard case .success(let vector) = row.result else { return }
    try check.check(vector)
    Self.append(row.item.id.string ?? row.item.id.text, to: &output.rows)
    if keepsText, case .success(let text) = row.item.content {
      output.rows.append(UInt8(ascii: ","))
      Self.append(text, to: &output.rows)
    }
    output.rows += [UInt8(ascii: ","), UInt8(ascii: "\"")]
    vector.append(to: &output.rows)
    output.rows += [UInt8(ascii: "\""), UInt8(ascii: "\n")]
  }

  /// A field, in quotes where it needs them.
  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
    guard text.utf8.contains(where: { special.contains($0) }) || text.hasPrefix(" ") || text.hasSuffix(" ")
    else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
