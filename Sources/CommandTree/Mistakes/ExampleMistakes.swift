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
