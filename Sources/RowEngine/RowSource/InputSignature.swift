/// What the first bytes of a file say that is no text: the signatures that `file(1)` knows of what people have lying about.
struct InputSignature {
  let bytes: [UInt8]
  let failure: RowInputFailure

  /// Bytes of the first line that are looked at.
  static let longestLine = 4096

  static let table = [
    InputSignature(bytes: [0x1F, 0x8B], failure: .compressed(.gzip)),
    InputSignature(bytes: [0x28, 0xB5, 0x2F, 0xFD], failure: .compressed(.zstd)),
    InputSignature(bytes: [0xFD] + Array("7zXZ\0".utf8), failure: .compressed(.xz)),
    InputSignature(bytes: Array("BZh91AY&SY".utf8), failure: .compressed(.bzip2)),
    InputSignature(bytes: Array("PK\u{3}\u{4}".utf8), failure: .compressed(.zip)),
    InputSignature(bytes: VectorMatrix.magic, failure: .binary("a NumPy array")),
    InputSignature(bytes: Array("PAR1\u{15}".utf8), failure: .binary("a Parquet file")),
    InputSignature(bytes: Array("%PDF-".utf8), failure: .binary("a PDF document")),
    InputSignature(bytes: Array("SQLite format 3\0".utf8), failure: .binary("an SQLite database")),
    InputSignature(bytes: [0xFF, 0xFE], failure: .notUTF8("UTF-16")),
    InputSignature(bytes: [0xFE, 0xFF], failure: .notUTF8("UTF-16")),
    InputSignature(bytes: [0, 0, 0xFE, 0xFF], failure: .notUTF8("UTF-32")),
  ]
}

extension InputWindow {
  /// Looks at the first line before a row is taken off it.
  ///
  /// - Parameter isAssumed: nobody has said that the input has this format.
  /// - Throws: ``RowInputFailure`` for what would be read as garbage.
  mutating func checkBeginning(_ format: RowFormat, isAssumed: Bool) throws {
    let endsLines = format != .nullSeparated
    while withBytes({ Self.needsMore($0, endsLines: endsLines) }) {
      guard try fill() else { break }
    }
    try withBytes { bytes in
      if let signature = InputSignature.table.first(where: { bytes.starts(with: $0.bytes) }) {
        throw signature.failure
      }
      let line = bytes.prefix(InputSignature.longestLine).prefix { $0 != 0x0A }
      if format != .nullSeparated, let encoding = WideEncoding(of: line)?.name {
        throw RowInputFailure.notUTF8(encoding)
      }
      if hasLoneReturns(line, in: format, isCut: line.count < bytes.count) {
        throw RowInputFailure.loneReturns
      }
      if let failure = Self.foreignJSON(bytes, line, in: format, isAssumed: isAssumed) { throw failure }
    }
  }

  /// Whether a signature may still follow, or the first line has no end yet: nobody can have its row before that.
  private static func needsMore(_ bytes: UnsafeBufferPointer<UInt8>, endsLines: Bool) -> Bool {
    let mayBeSigned = InputSignature.table.contains {
      $0.bytes.count > bytes.count && $0.bytes.starts(with: bytes)
    }
    let isInLine = endsLines && bytes.count < InputSignature.longestLine && !bytes.contains(0x0A)
    return mayBeSigned || isInLine
  }

  /// Whether lines seem to end with a carriage return alone, as on a Macintosh of long ago.
  ///
  /// - Parameter isCut: whether more follows the line.
  private func hasLoneReturns(
    _ line: Slice<UnsafeBufferPointer<UInt8>>, in format: RowFormat, isCut: Bool
  ) -> Bool {
    // A text may have one in it; an input of nothing else has no lines.
    guard format.hasFields || (format == .lines && isAtEnd), format != .json, !isCut else { return false }
    return line.dropLast().contains(UInt8(ascii: "\r"))
  }

  /// JSON that is another kind than it is taken for.
  private static func foreignJSON(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Slice<UnsafeBufferPointer<UInt8>>, in format: RowFormat,
    isAssumed: Bool
  ) -> RowInputFailure? {
    guard format == .jsonl || (format == .lines && isAssumed) else { return nil }
    let space: Set<UInt8> = [0x20, 0x09, 0x0D]
    let content = line.drop { space.contains($0) }
    switch (content.first, content.dropFirst().first { !space.contains($0) }) {
    case (UInt8(ascii: "["), nil), (UInt8(ascii: "["), UInt8(ascii: "{")),
      (UInt8(ascii: "["), UInt8(ascii: "\"")):
      return .jsonArray
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")) where format == .lines:
      let object = Row.Content.object(in: UnsafeBufferPointer(rebasing: content))
      return if case .record = object { .jsonLines } else { nil }
    default: return nil
    }
  }
}

/// An encoding of more than eight bits, as a line without a mark gives it away.
private struct WideEncoding {
  let name: String

  /// - Returns: `nil` for what may be UTF-8.
  init?(of line: Slice<UnsafeBufferPointer<UInt8>>) {
    // A character of most scripts has one byte below the blank, always on the same side: 0 in Latin, 4 in Cyrillic.
    let isControl = line.map { $0 < 0x20 && ![0x09, 0x0A, 0x0D, 0x1B].contains($0) }
    guard line.count >= 4 else { return nil }
    let even = stride(from: 0, to: line.count, by: 2).count { isControl[$0] }
    let odd = stride(from: 1, to: line.count, by: 2).count { isControl[$0] }
    if (even + odd) * 10 >= line.count * 6 {
      name = "UTF-32"
    } else if min(even, odd) == 0, max(even, odd) * 10 >= line.count * 4 {
      name = "UTF-16"
    } else if Self.isIdeographic(line) {
      name = "UTF-16"
    } else {
      return nil
    }
  }

  /// Chinese, Japanese and Korean have no such bytes, but are no UTF-8 either.
  private static func isIdeographic(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard String(validating: line, as: UTF8.self) == nil, line.count % 2 == 0 || line.last == 0 else {
      return false
    }
    let bytes = Array(line)
    func isText(high: Int) -> Bool {
      stride(from: 0, to: bytes.count - 1, by: 2).allSatisfy { index in
        let byte = bytes[index + high]
        return byte == 0 || (0x30...0x9F).contains(byte) || (0xAC...0xD7).contains(byte) || byte == 0xFF
      }
    }
    return isText(high: 0) || isText(high: 1)
  }
}
