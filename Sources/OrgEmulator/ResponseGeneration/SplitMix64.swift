/// A small generator of random numbers that gives the same sequence everywhere.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  static func mix(_ state: UInt64) -> UInt64 {
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to 1, without 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func hex(digits: Int) -> String {
    String(decoding: draw(digits, from: "0123456789abcdef"), as: UTF8.self)
  }

  mutating func letters(_ count: Int) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return String(decoding: draw(count, from: alphabet), as: UTF8.self)
  }

  /// An id in the form of RFC 9562, version 4.
  mutating func uuid() -> String {
    let variant = String(decoding: draw(1, from: "89ab"), as: UTF8.self)
    return
      "\(hex(digits: 8))-\(hex(digits: 4))-4\(hex(digits: 3))-\(variant)\(hex(digits: 3))-\(hex(digits: 12))"
  }

  private mutating func draw(_ count: Int, from alphabet: String) -> [UInt8] {
    let alphabet = Array(alphabet.utf8)
    return (0..<count).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }
  }
}
