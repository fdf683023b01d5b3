/// The grammar of numbers (RFC 8259 §6).
enum JSONNumber {
  /// Moves `position` behind the number that begins there, and tells whether it has a power of ten.
  @discardableResult
  @inline(__always)
  static func skip(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) -> Bool {
    var index = position
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    let whole = index
    skipDigits(bytes, from: &index)
    // A leading zero stands alone.
    guard index == whole + 1 || (index > whole && bytes[whole] != UInt8(ascii: "0")),
      skipFraction(bytes, from: &index)
    else { throw JSONError(.invalidNumber, at: position) }
    guard index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") else {
      position = index
      return false
    }
    guard skipExponent(bytes, from: &index) else { throw JSONError(.invalidNumber, at: position) }
    position = index
    return true
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

  /// False where the `e` that stands there has no digits behind it.
  private static func skipExponent(_ bytes: Span<UInt8>, from index: inout Int) -> Bool {
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
