import FoundationEssentials
import Glibc
import Wire

extension FuzzTarget {
  /// What every protocol here is made of.
  static let wire = [
    FuzzTarget("json", readJSON), FuzzTarget("json-numbers", readNumbers),
    FuzzTarget("server-sent-events", readEvents), FuzzTarget("header-values", readHeaderValues),
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
