import Wire

/// What a file in NumPy's format says of its matrix: a Python dictionary as text, behind the format's version and the
/// text's length.
struct MatrixHeader: Equatable, Sendable {
  /// In bytes, up to the first number.
  let length: Int
  let rows: Int
  let dimensions: Int

  /// - Parameter file: read up to behind the format's first six bytes.
  init(_ file: ReadableFile) throws {
    let version = try Self.bytes(2, file)
    // Since version 2 the length has four bytes.
    let lengthBytes = try Self.bytes(version[0] == 1 ? 2 : 4, file)
    let textLength = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard textLength <= 1 << 16 else { throw VectorFileFailure.unusableMatrix(path: file.path, header: "") }
    let text = String(decoding: try Self.bytes(textLength, file), as: UTF8.self)
    guard let shape = Self.shape(in: text), Self.value(of: "descr", in: text) == "'<f4'",
      Self.value(of: "fortran_order", in: text) == "False"
    else { throw VectorFileFailure.unusableMatrix(path: file.path, header: Self.trimmed(text[...])) }
    length = VectorMatrix.magic.count + version.count + lengthBytes.count + textLength
    (rows, dimensions) = shape
  }

  private static func bytes(_ count: Int, _ file: ReadableFile) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard try bytes.withUnsafeMutableBytes({ try file.fill($0) }) == count else {
      throw VectorFileFailure.cutOff(path: file.path)
    }
    return bytes
  }

  private static func shape(in text: String) -> (Int, Int)? {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return nil
    }
    let numbers = text[text.index(after: open)..<close].split(separator: ",").map { Int(trimmed($0)) }
    guard numbers.count == 2, let rows = numbers[0], let dimensions = numbers[1], rows >= 0, dimensions >= 0,
      isSane(rows, dimensions), rows == 0 || dimensions > 0
    else { return nil }
    return (rows, dimensions)
  }

  /// No file is larger; and nothing that is computed with these overflows.
  private static func isSane(_ rows: Int, _ dimensions: Int) -> Bool {
    guard Count(exactly: rows) != nil, Count(exactly: dimensions) != nil else { return false }
    let (cells, overflow) = rows.multipliedReportingOverflow(by: max(1, dimensions))
    return !overflow && Count(exactly: cells) != nil
  }

  /// What stands between the key and the next comma.
  private static func value(of key: String, in text: String) -> String? {
    guard let range = text.firstRange(of: "'\(key)':") else { return nil }
    return trimmed(text[range.upperBound...].prefix { $0 != "," })
  }

  private static func trimmed(_ text: Substring) -> String {
    let text = text.drop { $0.isWhitespace }
    return String(text.prefix(text.count - text.reversed().prefix { $0.isWhitespace }.count))
  }
}
