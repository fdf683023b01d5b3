extension Syntax {
  /// The options of a root by name, each with the words that would give what it holds.
  package func described(by root: Root) -> [OptionDescription] { options(of: root) }

  /// Gives an option words, as if it had been typed with each of them.
  ///
  /// - Parameter command: what complaints name.
  /// - Throws: ``UsageError`` for a name that the command has not, and for a value that its option refuses.
  package func set(
    _ name: String, to words: [String], in root: inout Root, of command: [String]
  ) throws(UsageError) {
    guard let index = options.firstIndex(where: { $0.name == name }) else {
      let near = Suggestion.names(near: name, among: options.map(\.name))
      throw .unknownOption(name, suggestions: near, command: command)
    }
    for (count, word) in words.enumerated() {
      try setOption(
        index, in: &root, to: word, isFirst: count == 0, source: .option(name), of: command)
    }
  }
}
