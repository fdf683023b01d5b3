import Glibc

/// Some whole lines of a file.
struct LineBlock: Sendable {
  /// The position of its first line in the file, from 1.
  let first: Int
  let bytes: [UInt8]

  /// Calls the body with each line that is not empty, and its position.
  func eachLine(_ body: (Int, [UInt8]) throws -> Void) throws {
    try bytes.withUnsafeBufferPointer { bytes in
      var row = first
      var start = 0
      while start < bytes.count {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count
        if end > start { try body(row, Array(bytes[start..<end])) }
        row += 1
        start = end + 1
      }
    }
  }

  var count: Int {
    var count = 0
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        start = (bytes.firstIndex(of: UInt8(ascii: "\n"), from: start) ?? bytes.count) + 1
        count += 1
      }
    }
    return count
  }
}

/// Reads a file in large blocks that end where a line ends.
struct LineBlocks {
  private static let blockSize = 4 << 20
  private static let longestLine = 64 << 20

  private let file: ReadableFile
  /// Where it is read on.
  private var offset: Int
  private var pending: [UInt8]
  private var row = 1
  private var isAtEnd = false

  /// - Parameter beginning: what was read of the file already.
  init(_ file: ReadableFile, beginning: [UInt8]) {
    self.file = file
    offset = beginning.count
    pending = beginning
  }

  /// - Returns: `nil` at the end.
  mutating func next() throws -> LineBlock? {
    var newline: Int?
    while newline == nil, !isAtEnd {
      guard pending.count < Self.longestLine else {
        throw VectorFileFailure.rowTooLong(path: file.path, row: row, limit: Self.longestLine)
      }
      let searched = pending.count
      try readOn()
      newline = pending[searched...].lastIndex(of: UInt8(ascii: "\n"))
    }
    let end = isAtEnd ? pending.count : (newline ?? pending.count - 1) + 1
    guard end > 0 else { return nil }
    let rest = Array(pending[end...])
    pending.removeSubrange(end...)
    let block = LineBlock(first: row, bytes: pending)
    pending = rest
    row += block.count
    return block
  }

  private mutating func readOn() throws {
    let before = pending
    pending = try Array(unsafeUninitializedCapacity: before.count + Self.blockSize) { buffer, count in
      _ = buffer.update(fromContentsOf: before)
      let rest = UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(buffer)[before.count...])
      count = before.count + (try file.fill(rest, from: &offset))
    }
    isAtEnd = pending.count < before.count + Self.blockSize
  }
}
