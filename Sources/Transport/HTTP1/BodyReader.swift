import HTTPTypes
import NIOCore

/// Takes a message's body out of the bytes that arrive, without what frames it.
struct BodyReader {
  private enum Part {
    case content(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailer
    case all
    case end
  }

  /// The longest line of framing, and how much of it a trailer may have.
  private static let longestLine = 4_096

  private var part: Part
  private var trailer = 0

  init(_ length: BodyLength) {
    switch length {
    case .known(0): part = .end
    case .known(let length): part = .content(left: length)
    case .chunked: part = .chunkSize
    case .untilClose: part = .all
    }
  }

  var isAtEnd: Bool {
    if case .end = part { true } else { false }
  }

  /// Whether the message is whole when the connection ends here.
  var endsWithConnection: Bool {
    if case .all = part { true } else { false }
  }

  /// Reads what it can; what it leaves in the buffer belongs to the next message, or is a line that is not yet whole.
  mutating func read(_ buffer: inout ByteBuffer, _ content: (ByteBufferView) throws(MessageFault) -> Void)
    throws(MessageFault)
  {
    while buffer.readableBytes > 0 {
      switch part {
      case .end: return
      case .all:
        try content(buffer.readableBytesView)
        buffer.clear()
      case .content(let left):
        let left = left - (try Self.take(left, from: &buffer, content))
        part = left == 0 ? .end : .content(left: left)
      case .chunk(let left):
        let left = left - (try Self.take(left, from: &buffer, content))
        part = left == 0 ? .chunkEnd : .chunk(left: left)
      case .chunkSize, .chunkEnd, .trailer:
        guard let line = try Self.line(from: &buffer) else { return }
        try read(line)
      }
    }
  }

  private mutating func read(_ line: ByteBufferView) throws(MessageFault) {
    switch part {
    case .chunkSize:
      let size = try Self.size(line)
      part = size == 0 ? .trailer : .chunk(left: size)
    case .chunkEnd:
      guard line.isEmpty else { throw .malformed }
      part = .chunkSize
    default:
      trailer += line.count
      guard trailer <= Self.longestLine else { throw .headTooLarge }
      if line.isEmpty { part = .end }
    }
  }

  private static func take(
    _ count: Int, from buffer: inout ByteBuffer, _ content: (ByteBufferView) throws(MessageFault) -> Void
  ) throws(MessageFault) -> Int {
    let count = min(count, buffer.readableBytes)
    try content(buffer.readableBytesView.prefix(count))
    buffer.moveReaderIndex(forwardBy: count)
    return count
  }

  /// A line without its CR LF; `nil` until it is whole.
  private static func line(from buffer: inout ByteBuffer) throws(MessageFault) -> ByteBufferView? {
    let bytes = buffer.readableBytesView
    guard let end = bytes.prefix(longestLine).firstIndex(of: 10) else {
      guard bytes.count < longestLine else { throw .malformed }
      return nil
    }
    guard end > bytes.startIndex, bytes[end - 1] == 13 else { throw .malformed }
    buffer.moveReaderIndex(forwardBy: end + 1 - bytes.startIndex)
    return bytes[..<(end - 1)]
  }

  /// The number that begins a chunk; extensions behind it mean nothing to us (RFC 9112 §7.1.1).
  private static func size(_ line: ByteBufferView) throws(MessageFault) -> Int {
    let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
    guard (1...15).contains(digits.count) else { throw .malformed }
    var size = 0
    for digit in digits {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { throw .malformed }
      size = size << 4 | value
    }
    return size
  }
}
