/// Values without quotes: numbers, booleans, dates and times.
extension TOMLScanner {
  mutating func scalar() throws(TOMLFailure) -> TOMLValue {
    let start = position
    while let next, next.isBareKey || "+.:".utf8.contains(next) { position += 1 }
    // A blank may stand between a date and a time.
    if position - start == 10, next == UInt8(ascii: " "), byte(at: 1)?.isDigit == true,
      TOMLDateTime.isDate(bytes[start..<position])
    {
      position += 1
      while let next, next.isBareKey || "+.:".utf8.contains(next) { position += 1 }
    }
    let word = bytes[start..<position]
    guard !word.isEmpty else { throw failure(.expectedValue) }
    let text = String(decoding: word, as: UTF8.self)
    if let value = Self.word(text) ?? TOMLDateTime(word)?.value { return value }
    if let value = TOMLNumber(text) {
      switch value {
      case .integer(let number?): return .integer(number)
      case .integer(nil): throw failure(.integerOutOfRange(text), at: start)
      case .float(let number): return .float(number)
      }
    }
    throw failure(.invalidValue(text), at: start)
  }

  private static func word(_ text: String) -> TOMLValue? {
    switch text {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "inf", "+inf": .float(.infinity)
    case "-inf": .float(-.infinity)
    case "nan", "+nan", "-nan": .float(.nan)
    default: nil
    }
  }
}

/// A number as TOML writes it: underscores between digits, no zeros before it.
private enum TOMLNumber {
  /// `nil` where it needs more than 64 bits.
  case integer(Int64?)
  case float(Double)

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    if let prefix = Self.radix(bytes) {
      guard let digits = Self.digits(bytes[2...], radix: prefix) else { return nil }
      self = .integer(Int64(digits, radix: prefix))
      return
    }
    let sign = bytes.first.map { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") } == true ? 1 : 0
    let rest = bytes[sign...]
    let whole = rest.prefix { !".eE".utf8.contains($0) }
    guard let digits = Self.digits(whole, radix: 10), digits.utf8.count == 1 || digits.utf8.first != 0x30
    else {
      return nil
    }
    let minus = bytes.first == UInt8(ascii: "-") ? "-" : ""
    if whole.endIndex == rest.endIndex {
      self = .integer(Int64(minus + digits))
      return
    }
    guard let tail = Self.fraction(rest[whole.endIndex...]), let number = Double(minus + digits + tail) else {
      return nil
    }
    self = .float(number)
  }

  private static func radix(_ bytes: [UInt8]) -> Int? {
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "0") else { return nil }
    switch bytes[1] {
    case UInt8(ascii: "x"): return 16
    case UInt8(ascii: "o"): return 8
    case UInt8(ascii: "b"): return 2
    default: return nil
    }
  }

  /// The digits without their underscores; `nil` where there is anything else.
  private static func digits(_ bytes: ArraySlice<UInt8>, radix: Int) -> String? {
    let groups = bytes.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    let isNumber = groups.allSatisfy { group in
      !group.isEmpty
        && group.allSatisfy { byte in
          (Character(Unicode.Scalar(byte)).hexDigitValue).map { $0 < radix && byte < 0x80 } ?? false
        }
    }
    return isNumber ? String(decoding: groups.joined(), as: UTF8.self) : nil
  }

  /// `.5`, `e10` or both, without underscores.
  private static func fraction(_ bytes: ArraySlice<UInt8>) -> String? {
    var (rest, text) = (bytes, "")
    if rest.first == UInt8(ascii: ".") {
      let part = rest.dropFirst().prefix { !"eE".utf8.contains($0) }
      guard let digits = digits(part, radix: 10) else { return nil }
      text += ".\(digits)"
      rest = rest[part.endIndex...]
    }
    guard !rest.isEmpty else { return text }
    guard let mark = rest.first, "eE".utf8.contains(mark) else { return nil }
    rest = rest.dropFirst()
    let isSigned = rest.first.map { "+-".utf8.contains($0) } == true
    guard let digits = digits(isSigned ? rest.dropFirst() : rest, radix: 10) else { return nil }
    return text + "e" + (isSigned && rest.first == UInt8(ascii: "-") ? "-" : "") + digits
  }
}
