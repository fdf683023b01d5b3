import Wire

extension SplitMix64 {
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
