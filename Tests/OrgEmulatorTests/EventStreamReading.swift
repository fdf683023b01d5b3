import FoundationEssentials
import Testing
import Wire

/// Reads AWS event streams as the encoding's description says, apart from the emulator's writer.
///
/// Source: AWS, "Event Stream Encoding"; `zlib` for the checksum's bits.
struct EventStreamReading {
  struct Frame: Equatable {
    var headers: [String: String]
    var payload: JSONValue
  }

  private(set) var frames: [Frame] = []
  /// Bytes behind the last whole frame.
  private(set) var rest: ArraySlice<UInt8>
  /// Whether a checksum was wrong.
  private(set) var isCorrupt = false

  init(_ bytes: [UInt8]) throws {
    rest = bytes[...]
    while rest.count >= 16, rest.count >= Self.number(rest.prefix(4)) { try read() }
  }

  /// The events that travel in the payloads.
  var events: [JSONValue] {
    get throws {
      try frames.compactMap { $0.payload["bytes"]?.string }.map {
        try JSONValue(decoding: Array(try #require(Data(base64Encoded: $0))))
      }
    }
  }

  private mutating func read() throws {
    let frame = Array(rest.prefix(Self.number(rest.prefix(4))))
    rest = rest.dropFirst(frame.count)
    let headerLength = Self.number(frame[4..<8])
    let sums = [(frame[..<8], frame[8..<12]), (frame.dropLast(4), frame.suffix(4))]
    guard sums.allSatisfy({ Self.checksum($0.0) == Self.number($0.1) }) else {
      isCorrupt = true
      return
    }
    frames.append(
      Frame(
        headers: Self.headers(frame[12..<(12 + headerLength)]),
        payload: try JSONValue(decoding: Array(frame[(12 + headerLength)...].dropLast(4)))))
  }

  private static func headers(_ bytes: ArraySlice<UInt8>) -> [String: String] {
    var (headers, rest) = ([String: String](), bytes)
    while let length = rest.popFirst() {
      let name = String(decoding: rest.prefix(Int(length)), as: UTF8.self)
      rest = rest.dropFirst(Int(length))
      #expect(rest.popFirst() == 7)
      let count = number(rest.prefix(2))
      headers[name] = String(decoding: rest.dropFirst(2).prefix(count), as: UTF8.self)
      rest = rest.dropFirst(2 + count)
    }
    return headers
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
    var rest: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      rest ^= UInt32(byte)
      for _ in 0..<8 { rest = rest & 1 == 1 ? (rest >> 1) ^ 0xEDB8_8320 : rest >> 1 }
    }
    return Int(~rest)
  }
}
