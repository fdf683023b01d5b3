/// Writes a vector as JSON with ten decimals a number, as the service does, much faster than printing floats.
enum VectorDigits {
  /// A JSON array; every number must lie between -1 and 1.
  static func array(_ vector: [Double]) -> [UInt8] {
    // A sign, "0.", ten decimals and a comma for each number.
    [UInt8](unsafeUninitializedCapacity: 2 + vector.count * 14) { buffer, count in
      pairs.withUnsafeBufferPointer { pairs in
        var text = DigitBuffer(bytes: buffer, pairs: pairs)
        text.append(UInt8(ascii: "["))
        for (index, number) in vector.enumerated() {
          if index > 0 { text.append(UInt8(ascii: ",")) }
          text.append(number)
        }
        text.append(UInt8(ascii: "]"))
        count = text.count
      }
    }
  }

  /// "00", "01" … "99".
  private static let pairs: [(UInt8, UInt8)] = (0..<100).map { number in
    (UInt8(ascii: "0") + UInt8(number / 10), UInt8(ascii: "0") + UInt8(number % 10))
  }
}

/// Bytes that are being filled with digits, two at a time.
private struct DigitBuffer {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let pairs: UnsafeBufferPointer<(UInt8, UInt8)>
  private(set) var count = 0

  init(bytes: UnsafeMutableBufferPointer<UInt8>, pairs: UnsafeBufferPointer<(UInt8, UInt8)>) {
    self.bytes = bytes
    self.pairs = pairs
  }

  mutating func append(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  mutating func append(_ number: Double) {
    if number < 0 { append(UInt8(ascii: "-")) }
    bytes[count] = UInt8(ascii: "0")
    bytes[count + 1] = UInt8(ascii: ".")
    let units = UInt64(min(number.magnitude * 1e10 + 0.5, 9_999_999_999))
    put(pair: UInt32(truncatingIfNeeded: units / 100_000_000), at: count + 2)
    let rest = UInt32(truncatingIfNeeded: units % 100_000_000)
    put(four: rest / 10_000, at: count + 4)
    put(four: rest % 10_000, at: count + 8)
    count += 12
  }

  private func put(four number: UInt32, at index: Int) {
    put(pair: number / 100, at: index)
    put(pair: number % 100, at: index + 2)
  }

  private func put(pair number: UInt32, at index: Int) {
    let digits = pairs[Int(number)]
    bytes[index] = digits.0
    bytes[index + 1] = digits.1
  }
}
