/// A set of characters: ranges and properties, or everything but them.
struct ScalarSet: Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var properties: [(property: ScalarProperty, isNegated: Bool)] = []
  private var sets: [ScalarSet] = []
  var isNegated = false

  init(_ ranges: ClosedRange<UInt32>...) { self.ranges = ranges }

  init(_ scalar: UInt32) { ranges = [scalar...scalar] }

  init(_ property: ScalarProperty, isNegated: Bool) { properties = [(property, isNegated)] }

  /// The same set without what is in it, and with all else.
  var negated: ScalarSet {
    var other = self
    other.isNegated.toggle()
    return other
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func insert(_ set: ScalarSet) { sets.append(set) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isIn =
      ranges.contains { $0.contains(scalar.value) }
      || properties.contains { $0.property.holds(of: scalar) != $0.isNegated }
      || sets.contains { $0.contains(scalar) }
    return isIn != isNegated
  }

  /// `\d`
  static let digits = ScalarSet(0x30...0x39)
  /// `\w`
  static let wordCharacters = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
  /// What ends a line, which `.` does not match.
  static let lineTerminators = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029)
  /// `\s`
  static let whiteSpace = ScalarSet(
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF)
}
