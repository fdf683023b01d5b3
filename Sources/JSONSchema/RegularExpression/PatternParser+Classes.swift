/// Classes of characters and escapes.
extension PatternParser {
  /// What stands behind `[`.
  mutating func characterClass() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    let isNegated = skip("^")
    while !skip("]") {
      let first = try classAtom()
      guard let low = first.single, next == "-", try !isLastHyphen() else {
        set.insert(first.set)
        continue
      }
      let start = position
      position += 1
      let last = try classAtom()
      guard let high = last.single else {
        set.insert(first.set)
        set.insert(ScalarSet(0x2D))
        set.insert(last.set)
        continue
      }
      guard low <= high else { throw .wrongOrder(at: start) }
      set.insert(low...high)
    }
    return isNegated ? set.negated : set
  }

  private mutating func isLastHyphen() throws(PatternError) -> Bool {
    let start = position
    position += 1
    defer { position = start }
    guard let behind = next else { throw .unexpectedEnd }
    return behind == "]"
  }

  /// A set of characters, and the one that it is.
  private struct ClassAtom {
    var set: ScalarSet
    var single: UInt32?

    init(_ set: ScalarSet) { self.set = set }

    init(_ scalar: UInt32) {
      set = ScalarSet(scalar)
      single = scalar
    }
  }

  private mutating func classAtom() throws(PatternError) -> ClassAtom {
    let scalar = try take()
    guard scalar == "\\" else { return ClassAtom(scalar.value) }
    if skip("b") { return ClassAtom(0x08) }
    if let set = try classEscape() { return ClassAtom(set) }
    return ClassAtom(try characterEscape())
  }

  /// What stands behind `\` outside of a class.
  mutating func escape() throws(PatternError) -> ScalarSet {
    if let digit = next, ("1"..."9").contains(digit) { throw .backReference(at: position - 1) }
    if next == "k" { throw .backReference(at: position - 1) }
    if let set = try classEscape() { return set }
    return ScalarSet(try characterEscape())
  }

  private mutating func classEscape() throws(PatternError) -> ScalarSet? {
    if skip("d") { return .digits }
    if skip("D") { return ScalarSet.digits.negated }
    if skip("w") { return .wordCharacters }
    if skip("W") { return ScalarSet.wordCharacters.negated }
    if skip("s") { return .whiteSpace }
    if skip("S") { return ScalarSet.whiteSpace.negated }
    if skip("p{") { return try property(isNegated: false) }
    if skip("P{") { return try property(isNegated: true) }
    return nil
  }

  private mutating func property(isNegated: Bool) throws(PatternError) -> ScalarSet {
    let name = try take(until: "}")
    guard let property = ScalarProperty(name) else { throw .unknownProperty(name) }
    return ScalarSet(property, isNegated: isNegated)
  }

  private static let controls: [Unicode.Scalar: UInt32] = ["t": 9, "n": 10, "v": 11, "f": 12, "r": 13]

  private mutating func characterEscape() throws(PatternError) -> UInt32 {
    let scalar = try take()
    if let control = Self.controls[scalar] { return control }
    switch scalar {
    case "0":
      guard let behind = next, ("0"..."9").contains(behind) else { return 0 }
    case "c":
      if let letter = next, letter.isASCII, letter.properties.isAlphabetic { return try take().value & 0x1F }
    case "x":
      if let value = hexadecimal(2) { return value }
    case "u":
      if let value = try unicodeEscape() { return value }
    default:
      // A letter that escapes nothing may mean something elsewhere; other marks are themselves.
      if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) {
        return scalar.value
      }
    }
    throw .unknownEscape("\\\(scalar)", at: position - 2)
  }

  /// `\u0041`, `\u{1F600}`, or a pair of surrogates.
  private mutating func unicodeEscape() throws(PatternError) -> UInt32? {
    if skip("{") {
      let digits = try take(until: "}")
      guard digits.utf8.count <= 8, let value = UInt32(digits, radix: 16), value <= 0x10FFFF else {
        return nil
      }
      return value
    }
    guard let high = hexadecimal(4) else { return nil }
    let start = position
    guard (0xD800..<0xDC00).contains(high), skip("\\u"), let low = hexadecimal(4),
      (0xDC00..<0xE000).contains(low)
    else {
      position = start
      return high
    }
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    let start = position
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = next, digit.isASCII, let number = Character(digit).hexDigitValue else {
        position = start
        return nil
      }
      value = value << 4 + UInt32(number)
      position += 1
    }
    return value
  }
}
