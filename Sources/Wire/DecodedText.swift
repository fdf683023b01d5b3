/// A text as it reads behind its escapes, of which each byte knows where it stands in the text that was written.
struct DecodedText {
  let bytes: [UInt8]
  private let origin: Origin

  private indirect enum Origin {
    case written
    case decoded(DecodedText, [Escape])
  }

  /// What was written for some bytes; everything else was written as it is.
  private struct Escape {
    var decoded: Range<Int>
    var written: Range<Int>
  }

  /// As it was written.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    origin = .written
  }

  private init(_ bytes: [UInt8], from text: DecodedText, _ escapes: [Escape]) {
    self.bytes = bytes
    origin = .decoded(text, escapes)
  }

  /// What was written for these bytes.
  func source(of range: Range<Int>) -> Range<Int> {
    switch origin {
    case .written: range
    case .decoded(let text, let escapes):
      text.source(
        of: Self.source(of: range.lowerBound, escapes)..<Self.source(of: range.upperBound, escapes))
    }
  }

  /// Where a byte begins in what was decoded; all bytes of an escape begin where it does.
  private static func source(of index: Int, _ escapes: [Escape]) -> Int {
    var (low, high) = (0, escapes.count)
    while low < high {
      let middle = (low + high) / 2
      if escapes[middle].decoded.lowerBound <= index { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return index }
    let escape = escapes[low - 1]
    return index < escape.decoded.upperBound
      ? escape.written.lowerBound : escape.written.upperBound + index - escape.decoded.upperBound
  }

  /// Visits the text itself, and what it says behind the escapes of JSON, URLs and HTML, and of several of them, twice
  /// each at most: JSON quotes JSON. A text is gone before the next one is made: it may be large.
  func forEachReading(_ visit: (DecodedText) -> Void) {
    Self.visit(self, behind: [.json, .percent, .html], visit)
  }

  private static func visit(_ text: DecodedText, behind kinds: [EscapeKind], _ visit: (DecodedText) -> Void) {
    guard let kind = kinds.first else { return visit(text) }
    let rest = Array(kinds.dropFirst())
    Self.visit(text, behind: rest, visit)
    guard let once = text.decoded(kind) else { return }
    Self.visit(once, behind: rest, visit)
    guard let twice = once.decoded(kind) else { return }
    Self.visit(twice, behind: rest, visit)
  }

  /// - Returns: `nil` where there is no escape.
  private func decoded(_ kind: EscapeKind) -> DecodedText? {
    guard var next = bytes.firstIndex(of: kind.first) else { return nil }
    var (decoded, escapes, position) = ([] as [UInt8], [] as [Escape], 0)
    while next < bytes.count {
      if let found = kind.escape(in: bytes, at: next) {
        decoded += bytes[position..<next]
        let start = decoded.count
        decoded += found.bytes
        position = next + found.length
        escapes.append(Escape(decoded: start..<decoded.count, written: next..<position))
        next = position
      } else {
        next += 1
      }
      next = bytes[next...].firstIndex(of: kind.first) ?? bytes.count
    }
    guard !escapes.isEmpty else { return nil }
    return DecodedText(decoded + bytes[position...], from: self, escapes)
  }
}

/// The ways in which bytes are written as others.
enum EscapeKind {
  case json, percent, html

  /// What each of them begins with.
  var first: UInt8 {
    switch self {
    case .json: UInt8(ascii: "\\")
    case .percent: UInt8(ascii: "%")
    case .html: UInt8(ascii: "&")
    }
  }

  /// The escape that begins there: its length, and what it stands for.
  func escape(in bytes: [UInt8], at index: Int) -> (length: Int, bytes: [UInt8])? {
    switch self {
    case .json: Self.json(bytes, index)
    case .percent: Self.percent(bytes, index)
    case .html: Self.html(bytes, index)
    }
  }

  private static func percent(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard index + 2 < bytes.count, let high = ASCII.hexValue(of: bytes[index + 1]),
      let low = ASCII.hexValue(of: bytes[index + 2])
    else { return nil }
    return (3, [high << 4 | low])
  }

  private static func json(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard index + 1 < bytes.count else { return nil }
    var end = index
    guard let scalar = try? JSONEscape.scalar(bytes.span, at: &end, before: bytes.count) else { return nil }
    return (end - index, Array(String(scalar).utf8))
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  /// A name or a number between `&` and `;` (HTML, "Character references"), as far as escaping writes them.
  private static func html(_ bytes: [UInt8], _ index: Int) -> (length: Int, bytes: [UInt8])? {
    guard let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[index + 1..<end], as: UTF8.self).lowercased()
    let scalar =
      if name.hasPrefix("#x") {
        UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else if name.hasPrefix("#") {
        UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      } else {
        names[name]
      }
    return scalar.map { (end + 1 - index, Array(String($0).utf8)) }
  }
}
