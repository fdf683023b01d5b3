extension CommandTree {
  /// What the authors of the tables did wrong, each as a sentence; for a test.
  package func mistakes() -> [String] {
    let root = description()
    return root.mistakes(parse: { words throws(UsageError) in try parse(words) })
      + (root.program?.mistakes ?? []) + topicMistakes
  }

  private var topicMistakes: [String] {
    let taken = topics.map(\.name).filter { branches.named($0) != nil }
    return (topics.map(\.name).repeated + taken).map { "the topic \($0) has a name that is taken" }
      + topics.filter { $0.sections.isEmpty }.map { "the topic \($0.name) says nothing" }
  }
}

extension CommandDescription {
  /// Its own mistakes and those below it.
  fileprivate func mistakes(parse: ([String]) throws(UsageError) -> Invocation) -> [String] {
    let own =
      wordMistakes + childMistakes + optionMistakes + omissionMistakes(parse: parse) + operandMistakes
      + exampleMistakes(parse: parse)
    let line = path.joined(separator: " ")
    return own.map { "\(line): \($0)" } + children.flatMap { $0.mistakes(parse: parse) }
  }
}

extension ProgramDescription {
  fileprivate var mistakes: [String] {
    (environment + files + exitStatus + topics).filter { !$0.meaning.hasSuffix(".") }.map {
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
