extension String: Value {
  package init(argument: String) throws(ValueProblem) { self = argument }

  package var argument: String { self }
}

extension Int: Value {
  package init(argument: String) throws(ValueProblem) {
    guard let number = Int(argument) else { throw ValueProblem(reason: "is not a whole number") }
    self = number
  }

  package var argument: String { String(self) }
}

extension Double: Value {
  package init(argument: String) throws(ValueProblem) {
    guard let number = Double(argument), number.isFinite else {
      throw ValueProblem(reason: "is not a number")
    }
    self = number
  }

  package var argument: String {
    let text = String(self)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Bool: Value {
  package init(argument: String) throws(ValueProblem) {
    switch argument.lowercased() {
    case "1", "true", "yes", "on": self = true
    case "0", "false", "no", "off": self = false
    default: throw ValueProblem(reason: "is neither true nor false")
    }
  }

  package var argument: String { self ? "true" : "false" }
}
