/// A number as its digits say it: `1`, `1.0` and `10e-1` are one, and no digit is lost.
struct ExactNumber: Hashable, Comparable, Sendable {
  /// As it was written.
  let text: String
  private let isNegative: Bool
  /// From the first that is no zero to the last that is none; zero has none.
  private let digits: [UInt8]
  /// The power of ten that the last digit counts.
  private let exponent: Int

  /// A number of JSON.
  init(_ text: String) {
    self.text = text
    let parts = text.split(maxSplits: 1, whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts.first ?? "0"
    let whole = mantissa.prefix { $0 != "." }
    let fraction = mantissa.dropFirst(whole.count + 1)
    var digits = (whole + fraction).utf8.map { $0 &- 0x30 }.filter { $0 < 10 }
    var exponent = Self.power(parts.dropFirst().first ?? "0") - fraction.utf8.count
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    isNegative = text.hasPrefix("-") && !digits.isEmpty
    self.digits = Array(digits.drop { $0 == 0 })
    self.exponent = self.digits.isEmpty ? 0 : exponent
  }

  init(_ count: Int) { self.init(String(count)) }

  /// What is beyond any number of digits that fit into memory is held to be as far.
  private static func power(_ text: Substring) -> Int {
    let limit = 1 << 50
    guard let power = Int(text) else { return text.hasPrefix("-") ? -limit : limit }
    return min(max(power, -limit), limit)
  }

  /// Whether it has no fraction.
  var isInteger: Bool { exponent >= 0 }

  /// As a count, where it is as large as a count can be or larger: that.
  var count: Int {
    guard !isNegative else { return 0 }
    guard digits.count + exponent < 19 else { return .max }
    let whole = digits.prefix(max(0, digits.count + exponent)).reduce(0) { $0 * 10 + Int($1) }
    return (0..<max(0, exponent)).reduce(whole) { whole, _ in whole * 10 }
  }

  static func == (one: Self, other: Self) -> Bool {
    one.isNegative == other.isNegative && one.exponent == other.exponent && one.digits == other.digits
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(isNegative)
    hasher.combine(digits)
    hasher.combine(exponent)
  }

  static func < (one: Self, other: Self) -> Bool {
    guard one.isNegative == other.isNegative else { return one.isNegative }
    return one.isNegative ? other.isSmaller(than: one) : one.isSmaller(than: other)
  }

  /// Without regard to signs.
  private func isSmaller(than other: Self) -> Bool {
    guard !digits.isEmpty, !other.digits.isEmpty else { return digits.isEmpty && !other.digits.isEmpty }
    let (size, otherSize) = (digits.count + exponent, other.digits.count + other.exponent)
    guard size == otherSize else { return size < otherSize }
    return digits.lexicographicallyPrecedes(other.digits)
  }

  /// Whether it is a whole number of times the other, which is above zero.
  func isMultiple(of other: Self) -> Bool {
    guard !digits.isEmpty else { return true }
    // The last digit is no zero: tens are not to be had from it.
    guard exponent >= other.exponent, !other.digits.isEmpty else { return false }
    // So many zeros bring all the twos or fives that a number of so many digits can have.
    let zeros = min(exponent - other.exponent, other.digits.count * 4)
    return Self.isDivisible(digits + Array(repeating: 0, count: zeros), by: other.digits)
  }

  private static func isDivisible(_ digits: [UInt8], by divisor: [UInt8]) -> Bool {
    guard divisor.count > 18 else {
      let divisor = divisor.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
      return digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % divisor } == 0
    }
    var rest: [UInt8] = []
    for digit in digits {
      if !rest.isEmpty || digit > 0 { rest.append(digit) }
      while !isSmaller(rest, than: divisor) { subtract(divisor, from: &rest) }
    }
    return rest.isEmpty
  }

  private static func isSmaller(_ digits: [UInt8], than other: [UInt8]) -> Bool {
    digits.count == other.count ? digits.lexicographicallyPrecedes(other) : digits.count < other.count
  }

  private static func subtract(_ other: [UInt8], from digits: inout [UInt8]) {
    var borrowed: UInt8 = 0
    for offset in 1...digits.count {
      let taken = borrowed + (offset <= other.count ? other[other.count - offset] : 0)
      let index = digits.count - offset
      borrowed = digits[index] < taken ? 1 : 0
      digits[index] = digits[index] + borrowed * 10 - taken
    }
    digits = Array(digits.drop { $0 == 0 })
  }
}
