/// The grammar of numbers (RFC 8259 §6).
enum JSONNumber {
  /// So many digits before the point are no number beyond a 32-bit float, which ends at 3.4e38.
  private static let mostWholeDigits = 38

  /// Moves `position` behind the number that begins there.
  @inline(__always)
  static func skip(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) {
    _ = try skipTellingSize(bytes, from: &position)
  }

  /// The same; it returns whether the digits alone tell that a 32-bit float can hold the number. Of other numbers
  /// nothing is known.
  @inline(__always)
  static func skipTellingSize(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) -> Bool {
    var index = position
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    let whole = index
    skipDigits(bytes, from: &index)
    // A leading zero stands alone.
    guard index == whole + 1 || (index > whole && bytes[whole] != UInt8(ascii: "0")) else {
      throw JSONError(.invalidNumber, at: position)
    }
    let isShort = index - whole <= mostWholeDigits
    guard skipFraction(bytes, from: &index) else { throw JSONError(.invalidNumber, at: position) }
    let exponent = index
    guard skipExponent(bytes, from: &index) else { throw JSONError(.invalidNumber, at: position) }
    position = index
    return isShort && (index == exponent || bytes[exponent + 1] == UInt8(ascii: "-"))
  }

  /// False where a point has no digits behind it.
  @inline(__always)
  private static func skipFraction(_ bytes: Span<UInt8>, from index: inout Int) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return true }
    index += 1
    let start = index
    skipDigits(bytes, from: &index)
    return index > start
  }

  /// False where an `e` has no digits behind it.
  @inline(__always)
  private static func skipExponent(_ bytes: Span<UInt8>, from index: inout Int) -> Bool {
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else { return true }
    index += 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
      index += 1
    }
    let start = index
    skipDigits(bytes, from: &index)
    return index > start
  }

  @inline(__always)
  private static func skipDigits(_ bytes: Span<UInt8>, from index: inout Int) {
    while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
  }
}
