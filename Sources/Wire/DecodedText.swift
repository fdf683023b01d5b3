/// A text as it reads behind its escapes, of which each byte knows where it stands in the text that was written.
struct DecodedText {
  private(set) var bytes: [UInt8] = []
  /// Where each byte begins in what was written, and where the last one ends.
  private var starts: [Int] = [0]

  /// As it was written.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    starts = Array(0...bytes.count)
  }

  private init() {}

  /// What was written for these bytes.
  func source(of range: Range<Int>) -> Range<Int> { starts[range.lowerBound]..<starts[range.upperBound] }

  /// Itself, and what it says behind the escapes of JSON, of URLs, and of both, twice at most: JSON quotes JSON.
  var readings: [DecodedText] {
    var readings = [self]
    for step in [Self.jsonEscape, Self.percentEscape] {
      for reading in readings {
        guard let once = reading.decoded(by: step) else { continue }
        readings += [once, once.decoded(by: step)].compactMap { $0 }
      }
    }
    return readings
  }

  /// - Parameter escape: finds at an index an escape, its length, and what it stands for.
  /// - Returns: `nil` where there is no escape.
  private func decoded(by escape: ([UInt8], Int) -> (length: Int, bytes: [UInt8])?) -> DecodedText? {
    var decoded = DecodedText()
    var index = 0
    while index < bytes.count {
      let found = escape(bytes, index)
      let end = index + (found?.length ?? 1)
      let written = found?.bytes ?? [bytes[index]]
      decoded.bytes += written
      // The last one so far ends where the next one begins.
      decoded.starts.removeLast()
      decoded.starts += written.map { _ in starts[index] } + [starts[end]]
      index = end
    }
    return decoded.bytes.count == bytes.count ? nil : decoded
  }

  private static func percentEscape(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let high = ASCII.hexValue(of: bytes[index + 1]), let low = ASCII.hexValue(of: bytes[index + 2])
    else { return nil }
    return (3, [high << 4 | low])
  }

  private static func jsonEscape(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else { return nil }
    var end = index
    guard let scalar = try? JSONEscape.scalar(bytes.span, at: &end, before: bytes.count) else { return nil }
    return (end - index, Array(String(scalar).utf8))
  }
}
