/// Finds where a row ends, however its bytes arrive.
///
/// It is shown the bytes from the row's first one on, and more of them each time until it has found the end.
protocol RowBoundary {
  /// - Parameter isWhole: no more bytes will come.
  /// - Returns: `nil` when the end is not among the bytes.
  mutating func end(in bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> RowEnd?
  /// The bytes shown so far will not be shown again; only the end is still wanted.
  mutating func forget()
}

/// Where a row ends, counted from its first byte.
struct RowEnd: Equatable {
  /// Without what ends it.
  var content: Int
  /// With it.
  var length: Int
}

/// What the next row of an input turned out to be.
enum RowCut: Equatable {
  /// Its bytes are at hand and not consumed yet.
  case row(RowEnd)
  /// It had more bytes than a row may have, and is consumed.
  case tooLong
}

extension InputWindow {
  /// Bytes after which no end of a row is waited for any more.
  private static let endless = 256 << 20

  /// Finds the next row.
  ///
  /// - Returns: `nil` at the end of the input.
  /// - Throws: ``RowInputFailure/endless(limit:)``, and what reading throws.
  mutating func cut(_ boundary: inout some RowBoundary, longest: Int) throws -> RowCut? {
    guard try count > 0 || fill() else { return nil }
    var isTooLong = false
    // Whoever has no end, such as /dev/zero, is not searched for one without end.
    var left = Self.endless
    while true {
      if let end = withBytes({ boundary.end(in: $0, isWhole: isAtEnd) }) {
        guard isTooLong || end.content > longest else { return .row(end) }
        consume(end.length)
        return .tooLong
      }
      // One byte more may be the CR before a newline.
      if isTooLong || count > longest + 1 {
        isTooLong = true
        left -= count
        guard left > 0 else { throw RowInputFailure.endless(limit: Self.endless) }
        consume(count)
        boundary.forget()
      }
      _ = try fill()
    }
  }
}

/// Finds the byte that ends a text: a newline, or a NUL.
struct LineBoundary: RowBoundary {
  /// `nil` where nothing but the input's end ends a row.
  let separator: UInt8?
  private var scanned = 0

  init(_ separator: UInt8?) {
    self.separator = separator
  }

  mutating func end(in bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> RowEnd? {
    if let separator, let index = bytes.firstIndex(of: separator, from: scanned) {
      return RowEnd(content: contentEnd(in: bytes, before: index), length: index + 1)
    }
    scanned = bytes.count
    guard isWhole else { return nil }
    return RowEnd(content: contentEnd(in: bytes, before: bytes.count), length: bytes.count)
  }

  mutating func forget() {
    scanned = 0
  }

  private func contentEnd(in bytes: UnsafeBufferPointer<UInt8>, before index: Int) -> Int {
    let isWindows = separator == UInt8(ascii: "\n") && index > 0 && bytes[index - 1] == UInt8(ascii: "\r")
    return isWindows ? index - 1 : index
  }
}
