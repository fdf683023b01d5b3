/// The questions that protocols ask about single bytes.
enum ASCII {
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch lowercased(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
  }

  /// The value of a hexadecimal digit in either case; `nil` for any other byte.
  static func hexValue(of byte: UInt8) -> UInt8? {
    switch lowercased(byte) {
    case let digit where UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit: digit - UInt8(ascii: "0")
    case let digit where UInt8(ascii: "a")...UInt8(ascii: "f") ~= digit: digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The hexadecimal digit of a value below 16, in capitals as RFC 3986 §2.1 wants it.
  static func upperHexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
