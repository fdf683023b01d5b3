import FoundationEssentials
import Glibc
import Wire

extension FuzzTarget {
  /// What every protocol here is made of.
  static let wire = [
    FuzzTarget("json", readJSON), FuzzTarget("json-numbers", readNumbers),
    FuzzTarget("server-sent-events", readEvents), FuzzTarget("event-stream", readFrames),
    FuzzTarget("header-values", readHeaderValues),
  ]

  /// What was read is written and read again; what can be read can be passed over.
  private static func readJSON(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(decoding: bytes) else { return }
    let written = value.bytes
    expectSame(try? JSONValue(decoding: written), value, "written and read again")
    expectSame(value.text.utf8.count, written.count, "valid UTF-8")
    var reader = JSONReader(bytes)
    expect((try? reader.skip()) != nil && (try? reader.end()) != nil, "read but not passed over")
    _ = (value.int, value.double, value.count)
  }

  /// Each float is the one that the C library reads.
  private static func readNumbers(_ bytes: [UInt8]) {
    var reader = JSONReader(bytes)
    guard let found = try? reader.numbers() else { return }
    var floats: [UInt8] = []
    FloatArray.append(bytes[found.range], to: &floats)
    guard case .array(let numbers)? = try? JSONValue(decoding: Array(bytes[found.range])) else {
      fatalError("an array that is none")
    }
    expectSame(floats.count, found.count * 4, "as many floats as numbers")
    expectSame(numbers.count, found.count, "as many numbers as values")
    let read = floats.withUnsafeBytes { floats in
      numbers.indices.map { floats.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self) }
    }
    let expected = numbers.map { number -> Float in
      guard case .number(let digits) = number else { fatalError("no number") }
      return strtof(digits, nil)
    }
    expectSame(read, expected.map(\.bitPattern), "the nearest floats")
    expectSame(found.areFloats, expected.allSatisfy(\.isFinite), "floats can hold them")
  }

  private struct Told: Equatable {
    var events: [ServerSentEvent] = []
    var hasFailed = false
  }

  /// The same events wherever the stream is cut.
  private static func readEvents(_ bytes: [UInt8]) {
    expectSame(events(in: [bytes]), events(in: bytes.cut), "cut")
  }

  private static func events(in pieces: [[UInt8]]) -> Told {
    var told = Told()
    var parser = ServerSentEventParser(limit: 256)
    do {
      for piece in pieces { try parser.read(piece) { told.events.append($0) } }
    } catch {
      told.hasFailed = true
    }
    return told
  }

  private struct Framed: Equatable {
    var frames: [EventStreamMessage] = []
    var error: EventStreamError?
    var isBetweenFrames = false
  }

  /// The same frames wherever the stream is cut; and the same bytes with the checksums put right, for hardly any others
  /// have right ones.
  private static func readFrames(_ bytes: [UInt8]) {
    expectSame(frames(in: [bytes]), frames(in: bytes.cut), "cut")
    let framed = bytes.withRightChecksums
    let told = frames(in: [framed])
    expectSame(told, frames(in: framed.cut), "cut")
    let payloads = told.frames.reduce(0) { $0 + $1.payload.count + 16 }
    expect(payloads <= framed.count, "more bytes than there were")
  }

  private static func frames(in pieces: [[UInt8]]) -> Framed {
    var told = Framed()
    var parser = EventStreamParser(limit: 4_096)
    do {
      for piece in pieces { try parser.read(piece) { told.frames.append($0) } }
    } catch {
      told.error = error as? EventStreamError
    }
    told.isBetweenFrames = parser.isBetweenFrames
    return told
  }

  private static func readHeaderValues(_ bytes: [UInt8]) {
    let text = bytes.text
    if let url = BaseURL(text) { expectSame(BaseURL(url.description), url, "written and read again") }
    if let wait = RetryAfter.parse(text, now: Date(timeIntervalSince1970: 1_795_274_400)) {
      expect(wait >= .zero, "a wait of \(wait)")
    }
    expectSame(
      PercentEncoding.decode(Array(PercentEncoding.encodePathSegment(text).utf8)), text, "encoded and decoded"
    )
    _ = PercentEncoding.decode(bytes)
    if let decoded = Base64URL.decode(text) {
      expectSame(Base64URL.decode(Base64URL.encode(Data(decoded))), decoded, "encoded and decoded")
    }
    _ = Redaction().body(bytes, contentType: "application/json")
    _ = Wire.excerpt(of: bytes)
  }
}

extension [UInt8] {
  /// The same frames with the checksums that belong to them, as far as their lengths let find them.
  fileprivate var withRightChecksums: [UInt8] {
    var bytes = self
    var start = 0
    while start + 16 <= bytes.count {
      bytes.setChecksum(of: start..<start + 8)
      let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length >= 16, start + length <= bytes.count else { break }
      bytes.setChecksum(of: start..<start + length - 4)
      start += length
    }
    return bytes
  }

  /// Writes the checksum of bytes behind them.
  private mutating func setChecksum(of range: Range<Int>) {
    var rest = ~UInt32(0)
    for index in range { rest = Self.remainders[Int((rest ^ UInt32(self[index])) & 255)] ^ rest >> 8 }
    for index in 0..<4 {
      self[range.upperBound + index] = UInt8(truncatingIfNeeded: ~rest >> (24 - 8 * index))
    }
  }

  // Bit by bit it would be most of what an input costs.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in (rest >> 1) ^ (rest & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
