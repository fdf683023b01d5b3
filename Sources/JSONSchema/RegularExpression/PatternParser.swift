/// Reads the text of a regular expression.
struct PatternParser {
  private let text: [Unicode.Scalar]
  var position = 0
  private var depth = 0
  private var names: Set<String> = []

  init(_ pattern: String) { text = Array(pattern.unicodeScalars) }

  /// - Throws: ``PatternError``.
  mutating func parse() throws(PatternError) -> PatternSyntax {
    let syntax = try disjunction()
    if let extra = next { throw unexpected(extra) }
    return syntax
  }

  /// The character that comes next.
  var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

  /// Passes over a text that stands next; false where another does.
  mutating func skip(_ expected: String) -> Bool {
    let scalars = Array(expected.unicodeScalars)
    guard position + scalars.count <= text.count,
      text[position..<position + scalars.count].elementsEqual(scalars)
    else { return false }
    position += scalars.count
    return true
  }

  /// The next character, which is passed over.
  mutating func take() throws(PatternError) -> Unicode.Scalar {
    guard let scalar = next else { throw .unexpectedEnd }
    position += 1
    return scalar
  }

  /// What stands before the character that ends it, which is passed over too.
  mutating func take(until end: Unicode.Scalar) throws(PatternError) -> String {
    var taken = String.UnicodeScalarView()
    while true {
      let scalar = try take()
      if scalar == end { return String(taken) }
      taken.append(scalar)
    }
  }

  func unexpected(_ scalar: Unicode.Scalar) -> PatternError { .unexpected(Character(scalar), at: position) }

  private mutating func disjunction() throws(PatternError) -> PatternSyntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw .tooLarge }
    var alternatives = [try alternative()]
    while skip("|") { alternatives.append(try alternative()) }
    return alternatives.count == 1 ? alternatives[0] : .alternatives(alternatives)
  }

  private mutating func alternative() throws(PatternError) -> PatternSyntax {
    var terms: [PatternSyntax] = []
    while let scalar = next, scalar != "|", scalar != ")" { terms.append(try term()) }
    return terms.isEmpty ? .empty : .sequence(terms)
  }

  private mutating func term() throws(PatternError) -> PatternSyntax {
    if skip("^") { return .start }
    if skip("$") { return .end }
    if skip("\\b") { return .wordBoundary(isNegated: false) }
    if skip("\\B") { return .wordBoundary(isNegated: true) }
    for (opening, isBehind, isNegated) in Self.looks where skip(opening) {
      return .look(try closing(), isBehind: isBehind, isNegated: isNegated)
    }
    let atom = try atom()
    guard let count = try quantifier() else { return atom }
    return .repetition(atom, count)
  }

  private static let looks: [(String, isBehind: Bool, isNegated: Bool)] = [
    ("(?=", false, false), ("(?!", false, true), ("(?<=", true, false), ("(?<!", true, true),
  ]

  private mutating func closing() throws(PatternError) -> PatternSyntax {
    let inner = try disjunction()
    guard skip(")") else { throw .unexpectedEnd }
    return inner
  }

  private mutating func atom() throws(PatternError) -> PatternSyntax {
    if skip("(") { return try group() }
    if skip("[") { return .scalars(try characterClass()) }
    if skip(".") { return .scalars(ScalarSet.lineTerminators.negated) }
    if skip("\\") { return .scalars(try escape()) }
    let scalar = try take()
    switch scalar {
    case "*", "+", "?":
      position -= 1
      throw unexpected(scalar)
    case "{":
      // A brace that begins no quantifier stands for itself, but for one that looks like one.
      if next?.isASCIIDigit == true || next == "," { throw .unexpected("{", at: position - 1) }
    default: break
    }
    return .scalars(ScalarSet(scalar.value))
  }

  private mutating func group() throws(PatternError) -> PatternSyntax {
    if skip("?:") { return try closing() }
    if skip("?<") {
      let name = try take(until: ">")
      guard let first = name.unicodeScalars.first, first == "$" || first == "_" || first.properties.isIDStart,
        name.unicodeScalars.allSatisfy({ $0 == "$" || $0.properties.isIDContinue }),
        names.insert(name).inserted
      else { throw .groupName(name) }
      return try closing()
    }
    if next == "?" { throw unexpected("?") }
    return try closing()
  }

  private mutating func quantifier() throws(PatternError) -> RepetitionCount? {
    guard let count = try greedyQuantifier() else { return nil }
    // Lazy or greedy: it matches the same texts.
    _ = skip("?")
    return count
  }

  private mutating func greedyQuantifier() throws(PatternError) -> RepetitionCount? {
    if skip("*") { return RepetitionCount(minimum: 0, maximum: nil) }
    if skip("+") { return RepetitionCount(minimum: 1, maximum: nil) }
    if skip("?") { return RepetitionCount(minimum: 0, maximum: 1) }
    let start = position
    guard skip("{"), let minimum = number() else {
      position = start
      return nil
    }
    if skip("}") { return RepetitionCount(minimum: minimum, maximum: minimum) }
    guard skip(",") else { throw next.map(unexpected) ?? .unexpectedEnd }
    let maximum = number()
    guard skip("}") else { throw next.map(unexpected) ?? .unexpectedEnd }
    guard maximum ?? minimum >= minimum else { throw .wrongOrder(at: start) }
    return RepetitionCount(minimum: minimum, maximum: maximum)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = next, digit.isASCIIDigit {
      value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000_000)
      position += 1
    }
    return value
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
