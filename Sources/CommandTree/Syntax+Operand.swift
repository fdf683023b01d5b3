extension Syntax {
  /// A word that is known by its place: required if the property is a value, as many as come if it is a list.
  ///
  /// - Parameter allowsEmpty: whether the empty text is a value; it is seldom meant.
  package static func operand<S: OptionValue>(
    _ path: PropertyPath<Root, S>, _ name: String, minimum: Int? = nil,
    completion: ValueCompletion = .none, allowsEmpty: Bool = false, help: String
  ) -> Syntax {
    let shape = S.optionShape
    let description = OperandDescription(
      name: name, minimum: minimum ?? (shape.isOptional ? 0 : 1), isRepeatable: shape.isRepeatable,
      takesRest: false, choices: shape.choices, completion: completion, help: help)
    return Syntax(description, KeyPathBinding(path, empty: allowsEmpty ? .everywhere : .nowhere))
  }

  /// Everything from the first operand on, options included, as it was typed; only the first may not be empty.
  package static func rest(
    _ path: PropertyPath<Root, [String]>, _ name: String, minimum: Int = 1,
    completion: ValueCompletion = .none, help: String
  ) -> Syntax {
    let description = OperandDescription(
      name: name, minimum: minimum, isRepeatable: true, takesRest: true, choices: [],
      completion: completion, help: help)
    return Syntax(description, KeyPathBinding(path, empty: .behindTheFirst))
  }
}
