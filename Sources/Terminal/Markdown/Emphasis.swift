/// The runs of `*` and `_` that are open, after CommonMark §6.2 as far as it can be followed without looking ahead.
struct Emphasis: Sendable {
  private struct Opener: Sendable {
    var mark: Unicode.Scalar
    var strength: Int
  }

  private var openers: [Opener] = []

  var styles: Set<Style> {
    Set(openers.map { $0.strength == 2 ? Style.bold : .italic })
  }

  mutating func reset() {
    openers = []
  }

  /// Whether the run opens or closes anything between these neighbours; `nil` is the edge of a line.
  mutating func takes(
    _ mark: Unicode.Scalar, count: Int, between before: Unicode.Scalar?, and after: Unicode.Scalar?
  ) -> Bool {
    let canOpen = Self.canOpen(mark, count, before, after)
    let rest = Self.canClose(mark, before, after) ? close(mark, count, canOpen) : count
    guard rest > 0, canOpen else { return rest < count }
    if rest >= 2 { openers.append(Opener(mark: mark, strength: 2)) }
    if rest != 2 { openers.append(Opener(mark: mark, strength: 1)) }
    return true
  }

  /// Closes what the run can close, and returns how many marks are left.
  private mutating func close(_ mark: Unicode.Scalar, _ count: Int, _ canOpen: Bool) -> Int {
    var rest = count
    while let index = openers.lastIndex(where: { $0.mark == mark && $0.strength <= rest }) {
      // "*a**b*": the rule of three keeps the inner marks from closing the outer.
      if canOpen, (openers[index].strength + count) % 3 == 0 { break }
      rest -= openers[index].strength
      openers.removeSubrange(index...)
    }
    return rest
  }

  // Stricter than CommonMark, which knows whether the run will be closed: "5 * 3", "*.txt", "a*b*c" open nothing.
  private static func canOpen(
    _ mark: Unicode.Scalar, _ count: Int, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
  ) -> Bool {
    guard let after, !after.properties.isWhitespace, after != "/" else { return false }
    if count == 1, ".,;:!?)]}|=&%".unicodeScalars.contains(after) { return false }
    guard let before else { return true }
    if mark == "_" { return !isWord(before) }
    return !(before.isASCII && after.isASCII && isWord(before) && isWord(after))
  }

  // More lenient than CommonMark, so that "**重要。**的" closes.
  private static func canClose(
    _ mark: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
  ) -> Bool {
    guard let before, !before.properties.isWhitespace else { return false }
    return mark == "*" || after.map { !isWord($0) } ?? true
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
