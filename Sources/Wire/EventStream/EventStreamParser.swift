/// Reads the frames of an `application/vnd.amazon.eventstream` from bytes that may be cut anywhere, and believes none
/// of which both checksums are not right.
///
/// Source: Smithy 2.0, "Amazon Event Stream Specification".
package struct EventStreamParser {
  /// Total length and length of the headers, and the checksum of both.
  private static let prelude = 12
  private static let checksum = 4

  private let limit: Int
  /// What has arrived of a frame that is not whole.
  private var pending: [UInt8] = []
  private var failure: EventStreamError?

  /// - Parameter limit: bytes of one frame; by default as many as the specification allows.
  package init(limit: Int = (16 << 20) + (128 << 10) + 16) {
    self.limit = limit
  }

  /// Whether what has arrived ends with a whole frame, so that the stream may end.
  package var isBetweenFrames: Bool { pending.isEmpty && failure == nil }

  /// Hands over each frame that is complete with these bytes.
  ///
  /// - Throws: ``EventStreamError``, after all frames before it and from then on always, and what the closure throws.
  package mutating func read(_ bytes: [UInt8], _ frame: (EventStreamMessage) throws -> Void) throws {
    if let failure { throw failure }
    var whole: [UInt8] = []
    swap(&whole, &pending)
    if whole.isEmpty { whole = bytes } else { whole += bytes }
    var start = 0
    do {
      while let length = try length(ofFrameIn: whole.span.extracting(start...)) {
        let end = start + length
        guard end <= whole.count else { break }
        let found = try Self.frame(in: whole.span.extracting(start..<end))
        start = end
        try frame(found)
      }
    } catch let error as EventStreamError {
      failure = error
      throw error
    }
    if start == 0 { swap(&whole, &pending) } else { pending += whole[start...] }
  }

  /// - Returns: bytes of the frame that begins here; `nil` where too little has arrived to know.
  private func length(ofFrameIn bytes: Span<UInt8>) throws(EventStreamError) -> Int? {
    guard bytes.count >= Self.prelude else { return nil }
    guard CRC32Checksum.of(bytes.extracting(..<8)) == bytes.number(at: 8) else {
      throw .wrongPreludeChecksum
    }
    let (total, headers) = (Int(bytes.number(at: 0)), Int(bytes.number(at: 4)))
    guard total >= Self.prelude + headers + Self.checksum else {
      throw .wrongLengths(total: total, headers: headers)
    }
    guard total <= limit else { throw .tooLong(limit: limit) }
    return total
  }

  private static func frame(in bytes: Span<UInt8>) throws(EventStreamError) -> EventStreamMessage {
    let end = bytes.count - checksum
    guard CRC32Checksum.of(bytes.extracting(..<end)) == bytes.number(at: end) else { throw .wrongChecksum }
    let payload = prelude + Int(bytes.number(at: 4))
    var headers = EventStreamHeaderReader(Array(copying: bytes.extracting(prelude..<payload)))
    return EventStreamMessage(
      try headers.all(), payload: Array(copying: bytes.extracting(payload..<end)))
  }
}

/// Reads the headers of a frame: a length and a name each, a type, and a value.
private struct EventStreamHeaderReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func all() throws(EventStreamError) -> [EventStreamMessage.Header] {
    var headers: [EventStreamMessage.Header] = []
    while !rest.isEmpty {
      let name = try text(Int(try number(1)))
      headers.append(EventStreamMessage.Header(name, try value()))
    }
    return headers
  }

  private mutating func value() throws(EventStreamError) -> EventStreamMessage.Value {
    switch try number(1) {
    case 0: .bool(true)
    case 1: .bool(false)
    case 2: .byte(Int8(truncatingIfNeeded: try number(1)))
    case 3: .short(Int16(truncatingIfNeeded: try number(2)))
    case 4: .integer(Int32(truncatingIfNeeded: try number(4)))
    case 5: .long(Int64(bitPattern: try number(8)))
    case 6: .bytes(Array(try take(Int(try number(2)))))
    case 7: .string(try text(Int(try number(2))))
    case 8: .timestamp(Int64(bitPattern: try number(8)))
    case 9: .uuid(Array(try take(16)))
    default: throw .malformedHeaders
    }
  }

  private mutating func text(_ count: Int) throws(EventStreamError) -> String {
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .malformedHeaders }
    return text
  }

  private mutating func number(_ count: Int) throws(EventStreamError) -> UInt64 {
    try take(count).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func take(_ count: Int) throws(EventStreamError) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw .malformedHeaders }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}

extension Span<UInt8> {
  /// Four bytes, the highest first.
  fileprivate func number(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 8 | UInt32(self[offset + $1]) }
  }
}

extension [UInt8] {
  fileprivate init(copying span: Span<UInt8>) {
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
