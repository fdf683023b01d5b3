/// Shows control characters instead of letting a terminal obey them: `^[` for the escape character, `^M` for a carriage
/// return, as `less` does; `<U+009B>` for those behind ASCII and for what turns the direction of writing, and `<9B>` for a
/// byte that is no UTF-8. Newline and tab stay.
///
/// A text may come in pieces that are cut anywhere.
package struct ControlCharacterFilter: Sendable {
  /// The first bytes of a character whose last ones are still to come.
  private var pending: [UInt8] = []

  /// A filter at the start of a text.
  package init() {}

  /// What can be shown now that these bytes have come: all but the beginning of a character that is cut.
  package mutating func visible(_ bytes: [UInt8]) -> [UInt8] {
    if pending.isEmpty, bytes.allSatisfy(Self.isPlain) { return bytes }
    var rest = (pending + bytes)[...]
    pending = []
    var shown: [UInt8] = []
    shown.reserveCapacity(rest.count + 16)
    while let first = rest.first {
      switch UTF8Sequence(rest) {
      case .scalar(let scalar, let length):
        if scalar.commandsTerminals {
          shown += Array(scalar.visibleForm.utf8)
        } else {
          shown += rest.prefix(length)
        }
        rest = rest.dropFirst(length)
      case .invalid:
        shown += Self.visibleForm(of: first)
        rest = rest.dropFirst()
      case .unfinished:
        pending = Array(rest)
        return shown
      }
    }
    return shown
  }

  /// What is left of a text that ends within a character; the next piece begins a new text.
  package mutating func finish() -> [UInt8] {
    defer { pending = [] }
    return pending.flatMap(Self.visibleForm)
  }

  /// A whole text.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.commandsTerminals) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if scalar.commandsTerminals { shown += scalar.visibleForm } else { shown.unicodeScalars.append(scalar) }
    }
    return shown
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
  }

  private static func visibleForm(of byte: UInt8) -> [UInt8] {
    Array("<\(String(byte, radix: 16, uppercase: true))>".utf8)
  }
}

/// What the first bytes of a text are (The Unicode Standard, table 3-7).
private enum UTF8Sequence {
  case scalar(Unicode.Scalar, length: Int)
  case invalid
  case unfinished

  init(_ bytes: ArraySlice<UInt8>) {
    let first = bytes[bytes.startIndex]
    guard let length = Self.length(first) else {
      self = .invalid
      return
    }
    let sequence = bytes.prefix(length)
    for (index, byte) in sequence.enumerated().dropFirst() {
      guard (index == 1 ? Self.second(after: first) : 0x80...0xBF).contains(byte) else {
        self = .invalid
        return
      }
    }
    guard sequence.count == length else {
      self = .unfinished
      return
    }
    let lead = UInt32(first) & (length == 1 ? 0x7F : 0x7F >> UInt32(length))
    let value = sequence.dropFirst().reduce(lead) { $0 << 6 | UInt32($1) & 0x3F }
    self = Unicode.Scalar(value).map { .scalar($0, length: length) } ?? .invalid
  }

  private static func length(_ lead: UInt8) -> Int? {
    switch lead {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: nil
    }
  }

  private static func second(after lead: UInt8) -> ClosedRange<UInt8> {
    switch lead {
    case 0xE0: 0xA0...0xBF
    case 0xED: 0x80...0x9F
    case 0xF0: 0x90...0xBF
    case 0xF4: 0x80...0x8F
    default: 0x80...0xBF
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is a sign to a machine and none for people (Unicode's category Cc).
  package var isControl: Bool { properties.generalCategory == .control }

  /// Whether a terminal would do something because of it, other than to begin a line or a column.
  fileprivate var commandsTerminals: Bool {
    switch value {
    case 0x09, 0x0A: false
    // The last ones turn the direction of all that follows (UAX #9).
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// In ASCII.
  fileprivate var visibleForm: String {
    if value < 0x80, let letter = Unicode.Scalar(value ^ 0x40) { return "^\(letter)" }
    let digits = String(value, radix: 16, uppercase: true)
    return "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
  }
}
