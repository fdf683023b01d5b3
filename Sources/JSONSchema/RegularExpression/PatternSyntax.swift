/// What a regular expression says.
indirect enum PatternSyntax: Sendable {
  case empty
  case scalars(ScalarSet)
  case sequence([PatternSyntax])
  case alternatives([PatternSyntax])
  case repetition(PatternSyntax, RepetitionCount)
  /// `^`
  case start
  /// `$`
  case end
  /// `\b`, or `\B` where it is negated.
  case wordBoundary(isNegated: Bool)
  /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
  case look(PatternSyntax, isBehind: Bool, isNegated: Bool)
}

/// How often something is repeated; no upper bound: without end.
struct RepetitionCount: Sendable {
  var minimum: Int
  var maximum: Int?
}
