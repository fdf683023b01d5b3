/// Writes records of CSV (RFC 4180), each on a line that a newline ends.
package enum CSVRecord {
  /// Appends the fields, in quotes where they need them.
  package static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      // A line without a byte is no record.
      if fields.count == 1, field.isEmpty { bytes += [0x22, 0x22] } else { append(field, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A field, in quotes where it needs them.
  static func append(_ text: String, to bytes: inout [UInt8]) {
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
