extension CommandDescription {
  /// A name nobody can type, too few words about what it does.
  var wordMistakes: [String] {
    var mistakes: [String] = []
    if name.isEmpty || name.contains(where: { $0 == " " || $0.isUppercase }) {
      mistakes.append("the name '\(name)' is not a lower-case word")
    }
    if words.summary.isEmpty {
      mistakes.append("has no summary")
    } else if !words.summary.hasSuffix(".") {
      mistakes.append("the summary has no full stop")
    }
    guard !words.isHidden, !isGroup else { return mistakes }
    if words.discussion.isEmpty { mistakes.append("has no discussion") }
    if words.examples.isEmpty { mistakes.append("has no example") }
    return mistakes
  }

  /// Two children of one name, a default that does not exist.
  var childMistakes: [String] {
    let names = children.flatMap { [$0.name] + $0.words.aliases }
    var mistakes = names.repeated.map { "two commands are called '\($0)'" }
    if let defaultChild, !children.contains(where: { $0.name == defaultChild && !$0.isGroup }) {
      mistakes.append("the default '\(defaultChild)' is none of its commands")
    }
    return mistakes
  }
}

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

extension CommandDescription {
  /// Examples that do not parse, call something else, or explain nothing.
  func exampleMistakes(parse: ([String]) throws(UsageError) -> Invocation) -> [String] {
    words.examples.flatMap { example in
      mistakes(in: example, parse: parse).map { "the example '\(example.line)' \($0)" }
    }
  }

  private func mistakes(
    in example: Example, parse: ([String]) throws(UsageError) -> Invocation
  ) -> [String] {
    let calls = ShellReader.calls(of: path[0], in: example.line)
    var mistakes = calls.compactMap { words -> String? in
      do throws(UsageError) {
        _ = try parse(words)
        return nil
      } catch {
        return "does not parse: \(error.sentence)"
      }
    }
    if calls.isEmpty { mistakes.append("does not call \(path[0])") }
    if !example.explanation.hasSuffix(".") { mistakes.append("is not explained by a sentence") }
    return mistakes
  }
}
