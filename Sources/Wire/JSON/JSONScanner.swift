/// Passes over values without building anything: plain loops over the bytes, for this is the way vectors are read.
enum JSONScanner {
  /// Moves `position` behind the value that begins there, which stands `depth` brackets below the limit.
  static func value(
    _ bytes: Span<UInt8>, from position: inout Int, depth: Int
  ) throws(JSONError) {
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    switch bytes[position] {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try JSONNumber.skip(bytes, from: &position)
    case UInt8(ascii: "\""): try JSONString.skip(bytes, from: &position)
    case UInt8(ascii: "["): try array(bytes, from: &position, depth: depth)
    case UInt8(ascii: "{"): try object(bytes, from: &position, depth: depth)
    case UInt8(ascii: "t"): try word("true", bytes, from: &position)
    case UInt8(ascii: "f"): try word("false", bytes, from: &position)
    case UInt8(ascii: "n"): try word("null", bytes, from: &position)
    case let byte: throw JSONError(.unexpected(byte), at: position)
    }
  }

  /// Moves `position` behind the array of numbers that begins there, counts them, and tells whether a 32-bit float can
  /// hold each of them.
  static func numbers(
    _ bytes: Span<UInt8>, from position: inout Int, depth: Int
  ) throws(JSONError) -> (count: Int, areFloats: Bool) {
    try expect(UInt8(ascii: "["), "an array", bytes, from: &position)
    guard try !enter(bytes, until: UInt8(ascii: "]"), from: &position, depth: depth) else { return (0, true) }
    var (count, areFloats) = (0, true)
    repeat {
      _ = try peek(bytes, from: &position)
      let start = position
      let hasPower = try JSONNumber.skip(bytes, from: &position)
      // So few bytes without a power of ten are no number beyond a 32-bit float, which ends at 3.4e38.
      if hasPower || position - start > 38 {
        areFloats = areFloats && FloatArray.isFinite(bytes, start..<position)
      }
      count += 1
    } while try goesOn(bytes, until: UInt8(ascii: "]"), from: &position)
    return (count, areFloats)
  }

  /// Passes over one of the three words of JSON.
  static func word(
    _ word: StaticString, _ bytes: Span<UInt8>, from position: inout Int
  ) throws(JSONError) {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw JSONError(.expected("\(word)"), at: position) }
    for index in 0..<count where bytes[position + index] != word.utf8Start[index] {
      throw JSONError(.expected("\(word)"), at: position)
    }
    position += count
  }

  /// Passes over white space and returns the byte behind it.
  @inline(__always)
  static func peek(_ bytes: Span<UInt8>, from position: inout Int) throws(JSONError) -> UInt8 {
    skipWhiteSpace(bytes, from: &position)
    guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  @inline(__always)
  static func skipWhiteSpace(_ bytes: Span<UInt8>, from position: inout Int) {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// Passes over the comma or closing bracket behind an element, and tells whether another element follows.
  @inline(__always)
  static func goesOn(
    _ bytes: Span<UInt8>, until bracket: UInt8, from position: inout Int
  ) throws(JSONError) -> Bool {
    let byte = try peek(bytes, from: &position)
    guard byte == UInt8(ascii: ",") || byte == bracket else {
      throw JSONError(.unexpected(byte), at: position)
    }
    position += 1
    return byte != bracket
  }

  private static func array(
    _ bytes: Span<UInt8>, from position: inout Int, depth: Int
  ) throws(JSONError) {
    let isEmpty = try enter(bytes, until: UInt8(ascii: "]"), from: &position, depth: depth)
    guard !isEmpty else { return }
    repeat {
      _ = try peek(bytes, from: &position)
      try value(bytes, from: &position, depth: depth - 1)
    } while try goesOn(bytes, until: UInt8(ascii: "]"), from: &position)
  }

  private static func object(
    _ bytes: Span<UInt8>, from position: inout Int, depth: Int
  ) throws(JSONError) {
    let isEmpty = try enter(bytes, until: UInt8(ascii: "}"), from: &position, depth: depth)
    guard !isEmpty else { return }
    repeat {
      try expect(UInt8(ascii: "\""), "a string", bytes, from: &position)
      try JSONString.skip(bytes, from: &position)
      try expect(UInt8(ascii: ":"), "':'", bytes, from: &position)
      position += 1
      _ = try peek(bytes, from: &position)
      try value(bytes, from: &position, depth: depth - 1)
    } while try goesOn(bytes, until: UInt8(ascii: "}"), from: &position)
  }

  /// Passes over an opening bracket, and over the closing one too where nothing is between them.
  private static func enter(
    _ bytes: Span<UInt8>, until bracket: UInt8, from position: inout Int, depth: Int
  ) throws(JSONError) -> Bool {
    guard depth > 0 else { throw JSONError(.tooDeep, at: position) }
    position += 1
    guard try peek(bytes, from: &position) == bracket else { return false }
    position += 1
    return true
  }

  private static func expect(
    _ byte: UInt8, _ what: String, _ bytes: Span<UInt8>, from position: inout Int
  ) throws(JSONError) {
    guard try peek(bytes, from: &position) == byte else { throw JSONError(.expected(what), at: position) }
  }
}
