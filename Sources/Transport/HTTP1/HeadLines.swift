import Glibc
import HTTPTypes
import NIOCore

/// Cuts the head of a message, with the empty line that ends it, from the bytes that arrive.
struct HeadLines {
  private let limit: Int
  private var searched = 0

  init(limit: Int) {
    self.limit = limit
  }

  /// The lines of the head without the empty one; `nil` until all of it has arrived.
  mutating func cut(from buffer: inout ByteBuffer) throws(MessageFault) -> ByteBuffer? {
    skipEmptyLines(&buffer)
    guard let length = lengthOfHead(buffer) else {
      guard buffer.readableBytes <= limit else { throw .headTooLarge }
      searched = buffer.readableBytes
      return nil
    }
    guard length <= limit else { throw .headTooLarge }
    searched = 0
    defer { buffer.moveReaderIndex(forwardBy: length + 4) }
    return buffer.getSlice(at: buffer.readerIndex, length: length)
  }

  /// Some clients end a body with a line end that is not part of it (RFC 9112 §2.2).
  private mutating func skipEmptyLines(_ buffer: inout ByteBuffer) {
    while buffer.readableBytes >= 2, buffer.getInteger(at: buffer.readerIndex) == UInt16(0x0D0A) {
      buffer.moveReaderIndex(forwardBy: 2)
      searched = 0
    }
  }

  private func lengthOfHead(_ buffer: ByteBuffer) -> Int? {
    buffer.withUnsafeReadableBytes { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var place = searched
      while let found = memchr(start + place, 10, bytes.count - place) {
        let lineEnd = UnsafeRawPointer(found) - start
        if lineEnd >= 3, bytes[lineEnd - 3] == 13, bytes[lineEnd - 2] == 10, bytes[lineEnd - 1] == 13 {
          return lineEnd - 3
        }
        place = lineEnd + 1
      }
      return nil
    }
  }
}
