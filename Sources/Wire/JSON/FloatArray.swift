import Glibc

/// The numbers of a JSON array as 32-bit floats, each the nearest there is.
///
/// Short digits are computed (W. D. Clinger, How to Read Floating Point Numbers Accurately, 1990): in 64 bits, whose
/// error is known, and rounded where that error cannot matter. The others are left to `strtof`.
package enum FloatArray {
  /// Appends each number of a well-formed array, in little-endian order.
  package static func append(_ json: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    json.withUnsafeBufferPointer { json in
      var position = 0
      while position < json.count {
        guard isNumber(json[position]) else {
          position += 1
          continue
        }
        append(number(json, from: &position), to: &bytes)
      }
    }
  }

  /// Appends the four bytes of a number.
  package static func append(_ float: Float, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: float.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The number that begins at the position, which is moved behind it.
  @inline(__always)
  static func number(_ json: UnsafeBufferPointer<UInt8>, from position: inout Int) -> Float {
    let start = position
    let decimal = Decimal(json, from: &position)
    return decimal.float ?? Self.slow(json[start..<position])
  }

  /// Whether the nearest float to the number that stands there is none of the infinities.
  static func isFinite(_ json: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let digits = range.map { json[$0] }
    return digits.withUnsafeBufferPointer { digits in
      var position = 0
      return number(digits, from: &position).isFinite
    }
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte &- UInt8(ascii: "0") < 10
  }

  private static func slow(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Float {
    (digits.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { pointer in
      pointer.baseAddress.map { strtof($0, nil) } ?? .nan
    }
  }
}

/// A number as its digits say it: a whole number times a power of ten.
private struct Decimal {
  private var digits: UInt64 = 0
  private var count = 0
  private var power = 0
  private var isNegative = false

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  @inline(__always)
  init(_ json: UnsafeBufferPointer<UInt8>, from position: inout Int) {
    if json[position] == UInt8(ascii: "-") {
      isNegative = true
      position += 1
    }
    readDigits(json, from: &position)
    if position < json.count, json[position] == UInt8(ascii: ".") {
      position += 1
      power -= readDigits(json, from: &position)
    }
    if position < json.count, json[position] | 0x20 == UInt8(ascii: "e") { readPower(json, from: &position) }
  }

  /// The nearest float; `nil` where this computation cannot be sure of it.
  @inline(__always)
  var float: Float? {
    if digits == 0, count <= 19 { return isNegative ? -0.0 : 0 }
    guard count <= 19, (-22...22).contains(power) else { return nil }
    // Both roundings together are wrong by less than two units of the last place.
    let double =
      power < 0 ? Double(digits) / Self.powers[-power] : Double(digits) * Self.powers[power]
    let tail = double.bitPattern & 0x1FFF_FFFF
    guard tail < 0x1000_0000 - 4 || tail > 0x1000_0000 + 4, double < 3e38 else { return nil }
    return Float(isNegative ? -double : double)
  }

  @inline(__always) @discardableResult
  private mutating func readDigits(_ json: UnsafeBufferPointer<UInt8>, from position: inout Int) -> Int {
    let start = position
    while position < json.count {
      let digit = json[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      digits = digits &* 10 &+ UInt64(digit)
      // Zeros in front are no digits.
      if digits > 0 || count > 0 { count += 1 }
      position += 1
    }
    return position - start
  }

  private mutating func readPower(_ json: UnsafeBufferPointer<UInt8>, from position: inout Int) {
    position += 1
    var sign = 1
    if position < json.count, json[position] == UInt8(ascii: "-") || json[position] == UInt8(ascii: "+") {
      sign = json[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    var number = 0
    while position < json.count, json[position] &- UInt8(ascii: "0") < 10 {
      number = min(number * 10 + Int(json[position] - UInt8(ascii: "0")), 100_000)
      position += 1
    }
    power += sign * number
  }
}
