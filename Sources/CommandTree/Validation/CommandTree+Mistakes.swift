extension CommandTree {
  /// What the authors of the tables did wrong, each as a sentence; for a test.
  package func mistakes() -> [String] {
    let root = description()
    return root.mistakes(parse: { words throws(UsageError) in try parse(words) })
      + (root.program?.mistakes ?? [])
  }
}

extension CommandDescription {
  /// Its own mistakes and those below it.
  fileprivate func mistakes(parse: ([String]) throws(UsageError) -> Invocation) -> [String] {
    let own =
      wordMistakes + childMistakes + optionMistakes + operandMistakes + exampleMistakes(parse: parse)
    let line = path.joined(separator: " ")
    return own.map { "\(line): \($0)" } + children.flatMap { $0.mistakes(parse: parse) }
  }
}

extension ProgramDescription {
  fileprivate var mistakes: [String] {
    (environment + files + exitStatus).filter { !$0.meaning.hasSuffix(".") }.map {
      "the meaning of \($0.name) is not a sentence with a full stop"
    }
  }
}

extension [String] {
  /// What occurs more than once, each once.
  var repeated: [String] {
    var seen: Set<String> = []
    var again: [String] = []
    for name in self where !seen.insert(name).inserted && !again.contains(name) { again.append(name) }
    return again
  }
}
