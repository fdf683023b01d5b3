import Wire

/// A text as a point of length 1, so that near texts are near: words and their groups of three bytes fall
/// into buckets.
struct TextVector: Equatable, Sendable {
  /// As many as text-embedding-ada-002 has.
  static let dimensions = 1536

  let coordinates: [Double]

  init(_ text: String) {
    let bytes = Array(text.lowercased().utf8)
    var buckets = Buckets()
    for word in bytes.split(whereSeparator: { !Self.isWordByte($0) }) { buckets.add(word: word) }
    coordinates = buckets.unitVector(seasonedBy: Fingerprint().adding(bytes).value)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: false
    }
  }
}

/// Collects the features of a text, each with a sign, so that unlike texts cancel out.
private struct Buckets {
  private var weights = [Int32](repeating: 0, count: TextVector.dimensions)

  mutating func add(word: ArraySlice<UInt8>) {
    add(Fingerprint(1).adding(word), weight: 3)
    let marked = [UInt8(ascii: "^")] + word + [UInt8(ascii: "$")]
    for start in 0..<(marked.count - 2) {
      add(Fingerprint(2).adding(marked[start..<start + 3]), weight: 2)
    }
  }

  private mutating func add(_ feature: Fingerprint, weight: Int32) {
    let value = feature.value
    let bucket = Int(((value >> 32) * UInt64(weights.count)) >> 32)
    weights[bucket] += value & 1 == 0 ? weight : -weight
  }

  /// A little noise on every coordinate, because the vectors of real models have no zeros.
  func unitVector(seasonedBy seed: UInt64) -> [Double] {
    let length = weights.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    var random = SplitMix64(seed: seed)
    let noise = 0.3 * max(length, 1) / Double(weights.count).squareRoot()
    let coordinates = weights.map { Double($0) + noise * (random.fraction() * 2 - 1) }
    let scale = 1 / coordinates.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return coordinates.map { $0 * scale }
  }
}
