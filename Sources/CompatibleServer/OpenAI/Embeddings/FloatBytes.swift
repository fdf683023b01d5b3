import Glibc
import ModelsAPI

/// Turns a vector's digits into the bytes of its numbers.
enum FloatBytes {
  /// Four bytes for each number, the lowest first.
  static func littleEndian(_ embedding: Embedding) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(embedding.dimensions * 4)
    embedding.json.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        guard isStartOfNumber(text[index]) else {
          index += 1
          continue
        }
        let start = index
        let number = shortDecimal(text, &index) ?? longDecimal(text, from: start, &index)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return bytes
  }

  private static func isStartOfNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "-")
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Most numbers of vectors: digits that a `Double` holds exactly, divided by a power of ten that it holds exactly,
  /// are rounded once. `nil` where that does not decide the `Float`.
  private static func shortDecimal(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Float? {
    let isNegative = text[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var digits: UInt64 = 0
    var (count, fraction) = (0, 0)
    var exponent = 0
    read(text, &index, &digits, &count)
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      let before = count
      read(text, &index, &digits, &count)
      fraction = count - before
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") { exponent = readExponent(text, &index) }
    let power = exponent - fraction
    guard count <= 19, digits <= 1 << 53, abs(power) < powers.count else { return nil }
    let double = power < 0 ? Double(digits) / powers[-power] : Double(digits) * powers[power]
    // A `Double` half-way between two `Float`s may have been rounded to it; small ones are spaced otherwise.
    let isHalfWay = double.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    guard !isHalfWay, double == 0 || double > 1e-37, double < 3e38 else { return nil }
    return isNegative ? -Float(double) : Float(double)
  }

  @inline(__always)
  private static func read(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ digits: inout UInt64, _ count: inout Int
  ) {
    while index < text.count, isDigit(text[index]) {
      digits = digits &* 10 &+ UInt64(text[index] &- UInt8(ascii: "0"))
      count += 1
      index += 1
    }
  }

  private static func readExponent(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
    index += 1
    let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
    if index < text.count, isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
    var (digits, count): (UInt64, Int) = (0, 0)
    read(text, &index, &digits, &count)
    let exponent = count < 5 ? Int(digits) : 9_999
    return isNegative ? -exponent : exponent
  }

  /// - Parameter index: behind the number already.
  private static func longDecimal(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ index: inout Int
  ) -> Float {
    let number = String(decoding: text[start..<index], as: UTF8.self)
    return strtof(number, nil)
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]
}
