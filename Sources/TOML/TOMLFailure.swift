/// Why a text is no TOML document.
package struct TOMLFailure: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Problem: Equatable, Sendable {
    case invalidUTF8
    /// One that may not stand there as it is.
    case controlCharacter(UInt8)
    case expectedKey
    /// Between a key and its value.
    case expectedEqualsSign
    case expectedValue
    /// Neither text in quotes nor a number, a boolean or a date.
    case invalidValue(String)
    case integerOutOfRange(String)
    case invalidEscape
    case unfinishedString
    /// The square bracket at its end is missing.
    case unfinishedHeader
    case unfinishedArray
    case unfinishedInlineTable
    /// Something stands behind a value or a header.
    case expectedLineEnd
    case duplicate(String)
    /// A key leads through something that is no table, or a table that is complete already.
    case notExtensible(String)
    case tooDeep
  }

  /// From 1.
  package let line: Int
  /// What is wrong there.
  package let problem: Problem

  /// A problem in a line.
  package init(line: Int, problem: Problem) {
    self.line = line
    self.problem = problem
  }
}
