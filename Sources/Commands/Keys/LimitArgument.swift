import CommandTree

/// A limit of a key as an argument: a whole number over 0, or `none`.
enum LimitArgument: Value, Equatable {
  case none
  case count(Int)

  init(argument: String) throws(ValueProblem) {
    guard argument != "none" else {
      self = .none
      return
    }
    guard let count = Int(argument), count > 0 else {
      throw ValueProblem(reason: "is no limit: a whole number over 0, or none")
    }
    self = .count(count)
  }

  var argument: String {
    switch self {
    case .none: "none"
    case .count(let count): String(count)
    }
  }

  var count: Int? { if case .count(let count) = self { count } else { nil } }
}

/// When a key ends as an argument: after a time, `30d`, or `never`.
enum ExpiryArgument: Value, Equatable {
  case never
  case after(AgeArgument)

  init(argument: String) throws(ValueProblem) {
    guard argument != "never" else {
      self = .never
      return
    }
    guard let age = try? AgeArgument(argument: argument), age.seconds > 0 else {
      throw ValueProblem(reason: "is no time such as 30d, 2w or 12h, and not never")
    }
    self = .after(age)
  }

  var argument: String {
    switch self {
    case .never: "never"
    case .after(let age): age.argument
    }
  }
}

/// Names of models as an argument, separated by commas, or `all`.
enum ModelNamesArgument: Value, Equatable {
  case all
  case names([String])

  init(argument: String) throws(ValueProblem) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw ValueProblem(reason: "is no list of models: names separated by commas, or all")
    }
    self = names == ["all"] ? .all : .names(names)
  }

  var argument: String {
    switch self {
    case .all: "all"
    case .names(let names): names.joined(separator: ",")
    }
  }
}
