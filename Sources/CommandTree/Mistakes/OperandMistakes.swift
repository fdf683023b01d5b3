extension CommandDescription {
  /// Operands that could never be told apart by their places.
  var operandMistakes: [String] {
    var mistakes = operands.flatMap { operand in
      operand.help.mistakes(repeating: operand.name).map { "operand \(operand.name) \($0)" }
    }
    mistakes += operands.map(\.name).repeated.map { "two operands are called \($0)" }
    if operands.filter(\.isRepeatable).count > 1 {
      mistakes.append("two operands take any number of words")
    }
    for (operand, next) in zip(operands, operands.dropFirst()) {
      if operand.isRepeatable {
        mistakes.append("nothing is left for \(next.name) after \(operand.name)")
      } else if !operand.isRequired, next.isRequired {
        mistakes.append("\(next.name) is required after \(operand.name), which is not")
      }
    }
    return mistakes
  }
}
