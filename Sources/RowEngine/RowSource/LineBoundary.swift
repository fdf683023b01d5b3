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
