/// A regular expression of ECMA-262 with the flag `u`, which finds whether it matches somewhere in a text.
///
/// It takes time in proportion to the text and to the pattern, whatever both are: no backtracking. For that,
/// back-references are not supported; scripts (`\p{Script=Greek}`) are not known.
///
/// Source: ECMA-262 §22.2.1, with the escapes and brackets of its annex B that are no contradiction.
struct RegularExpression: Hashable, Sendable {
  /// As it was written.
  let pattern: String
  private let program: PatternProgram

  /// - Throws: ``PatternError`` for what is no regular expression, or one that is not supported.
  init(_ pattern: String) throws(PatternError) {
    self.pattern = pattern
    var parser = PatternParser(pattern)
    program = try PatternProgram(try parser.parse())
  }

  /// Whether it matches somewhere in a text; `nil` when that would take more than these steps, which are counted down.
  func matches(_ text: String, steps: inout Int) -> Bool? {
    var matcher = PatternMatcher(program, Array(text.unicodeScalars), steps: steps)
    defer { steps = matcher.steps }
    let found = matcher.finds()
    return matcher.steps > 0 ? found : nil
  }

  static func == (one: Self, other: Self) -> Bool { one.pattern.utf8.elementsEqual(other.pattern.utf8) }

  func hash(into hasher: inout Hasher) { hasher.combine(pattern) }
}

/// Why a text is no regular expression that can be used.
package enum PatternError: Error, Hashable, Sendable {
  case unexpectedEnd
  /// A character where it cannot stand, from 0.
  case unexpected(Character, at: Int)
  /// An escape that ECMA-262 does not know: `\Z`.
  case unknownEscape(String, at: Int)
  /// A property of Unicode that is not known: `Script=Greek`.
  case unknownProperty(String)
  /// `{3,1}` or `[z-a]`.
  case wrongOrder(at: Int)
  /// `\1` and `\k<name>`.
  case backReference(at: Int)
  /// A name of a group that is none, or is used twice.
  case groupName(String)
  /// It would need too much memory.
  case tooLarge
}
