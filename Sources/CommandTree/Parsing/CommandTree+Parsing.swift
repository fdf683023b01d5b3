extension CommandTree {
  /// Reads a command line, without the program's name.
  ///
  /// - Parameter isText: whether a word may stand where no file is named.
  /// - Throws: ``UsageError`` for words that are no command of the tree.
  package func parse(
    _ words: [String], isText: @escaping (String) -> Bool = { _ in true }
  ) throws(UsageError) -> Invocation {
    guard let first = words.first else { return .help([]) }
    if first == "help", branches.named("help") == nil {
      return .help(try path(to: words.dropFirst().filter { $0 != "-h" && $0 != "--help" }))
    }
    let program = self.words.name
    let search = CommandSearch(program: program, words: words)
    switch search.match(in: branches, path: [], from: 0, before: []) {
    case .command(let command, let path, let before, let after):
      let reader = CommandReader(program: program, path: path, isText: isText)
      try reader.checkOptions(before, of: command)
      return try reader.read(command, from: before + after)
    case .group(let branches, let path, let strangers):
      return try answer(words, in: branches, path: path, strangers: strangers)
    }
  }

  /// The names down to a command or group, from words that may be aliases.
  ///
  /// - Throws: ``UsageError`` when the words lead to no command; it may suggest a topic too.
  package func path(to words: [String]) throws(UsageError) -> [String] {
    var path: [String] = []
    var branches = branches
    for word in words {
      guard let branch = branches.named(word) else {
        throw path.isEmpty ? notExplained(words) : unknownCommand(word, in: branches, path: path)
      }
      path.append(branch.words.name)
      branches = branch.children
    }
    return path
  }

  /// What is wrong with words behind `help` of which the first names no command: it may be near a topic, or be one.
  private func notExplained(_ words: [String]) -> UsageError {
    let (word, topics) = (words[0], topics.map(\.name))
    if topics.contains(word), words.count > 1 {
      return .unexpectedOperand(words[1], command: [self.words.name, "help"])
    }
    return .unknownCommand(
      word, suggestions: branches.names(near: word) + Suggestion.names(near: word, among: topics),
      command: [self.words.name])
  }

  /// The answer to a line that names no command: help, the version, or what is wrong with it.
  private func answer(
    _ words: [String], in branches: [Branch], path: [String], strangers: [String]
  ) throws(UsageError) -> Invocation {
    let typed = words.prefix { $0 != "--" }
    if strangers.isEmpty, let request = typed.lazy.compactMap(Self.request).first {
      return request == .help ? .help(path) : try version(typed.filter { $0.hasPrefix("-") }, of: path)
    }
    let command = [self.words.name] + path
    let meant = strangers.first { !branches.names(near: $0).isEmpty }
    if let word = meant ?? strangers.last { throw unknownCommand(word, in: branches, path: path) }
    if let option = typed.first(where: { $0.hasPrefix("-") }) {
      let near = Suggestion.names(near: option, among: ["--help", "--version"])
      if !near.isEmpty { throw .unknownOption(option, suggestions: near, command: command) }
    }
    throw .missingCommand(of: branches.names, command: command)
  }

  /// Beside `--version` there is nothing but how to print it: a slip is not passed over.
  private func version(_ typed: [String], of path: [String]) throws(UsageError) -> Invocation {
    let known = [OptionDescription.help, .version, .json].map(\.typed)
    if let option = typed.first(where: { !known.contains($0) && $0 != "-h" }) {
      throw .unknownOption(
        option, suggestions: Suggestion.names(near: option, among: known), command: [words.name] + path)
    }
    return .version(isJSON: typed.contains(OptionDescription.json.typed))
  }

  private static func request(_ word: String) -> Token? {
    switch word {
    case "-h", "--help": .help
    case "--version": .version
    default: nil
    }
  }

  private func unknownCommand(_ word: String, in branches: [Branch], path: [String]) -> UsageError {
    let topics = path.isEmpty ? Suggestion.names(near: word, among: topics.map(\.name)) : []
    return .unknownCommand(
      word, suggestions: branches.names(near: word) + topics.map { "help \($0)" },
      command: [words.name] + path)
  }
}

extension [CommandTree.Branch] {
  /// What may have been meant: one of these, or a command below them (`login` for `auth login`).
  fileprivate func names(near word: String) -> [String] {
    let below = filter { !$0.words.isHidden }.flatMap(\.descendants)
    var candidates = names
    for path in below where !candidates.contains(path.last ?? "") { candidates += path.suffix(1) }
    return Suggestion.names(near: word, among: candidates).flatMap { name in
      names.contains(name) ? [name] : below.filter { $0.last == name }.map { $0.joined(separator: " ") }
    }
  }
}

extension CommandTree.Branch {
  /// The names that lead to the commands below it, its own first.
  fileprivate var descendants: [[String]] {
    children.filter { !$0.words.isHidden }.flatMap { [[$0.words.name]] + $0.descendants }.map {
      [words.name] + $0
    }
  }

  /// The commands below it.
  var children: [CommandTree.Branch] {
    switch self {
    case .command: []
    case .group(_, _, let branches): branches
    }
  }
}
