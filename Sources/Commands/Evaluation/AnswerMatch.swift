import CommandTree

/// When an answer counts as the one that is expected.
enum AnswerMatch: Value, Equatable, Sendable {
  /// Every character is the same, but for white space before and behind.
  case exact
  case contains
  /// Both are JSON, and the same value: the order of members and the spelling of numbers do not count.
  case json
  /// What is expected is a regular expression that matches somewhere.
  case regex
  /// The cosine similarity of their embeddings is at least this.
  case similar(Double)

  init(argument: String) throws(ValueProblem) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts[0], parts.count) {
    case ("exact", 1): self = .exact
    case ("contains", 1): self = .contains
    case ("json", 1): self = .json
    case ("regex", 1): self = .regex
    case ("similar", 2): self = .similar(try Fraction(argument: String(parts[1])).value)
    default: throw ValueProblem(noneOf: ["exact", "contains", "json", "regex", "similar:X"])
    }
  }

  var argument: String {
    switch self {
    case .exact: "exact"
    case .contains: "contains"
    case .json: "json"
    case .regex: "regex"
    case .similar(let limit): "similar:\(limit)"
    }
  }
}
