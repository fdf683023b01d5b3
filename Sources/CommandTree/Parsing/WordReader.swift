/// Walks along the words of one command and tells options, their values and operands apart.
struct WordReader {
  private let options: [OptionDescription]
  private let command: [String]
  /// Whether the first operand ends the options, as where another program's command line follows.
  private let operandsEndOptions: Bool
  private var words: ArraySlice<String>
  /// The letters of `-vqm` that are still to be read.
  private var cluster: Substring = ""
  private var optionsHaveEnded = false

  init(
    _ words: [String], options: [OptionDescription], operandsEndOptions: Bool = false, command: [String]
  ) {
    self.words = words[...]
    self.options = options
    self.operandsEndOptions = operandsEndOptions
    self.command = command
  }

  mutating func next() throws(UsageError) -> Token? {
    if !cluster.isEmpty { return try shortOption() }
    guard let word = words.popFirst() else { return nil }
    guard !optionsHaveEnded, looksLikeOption(word) else {
      optionsHaveEnded = optionsHaveEnded || operandsEndOptions
      return .operand(word)
    }
    if word == "--" {
      optionsHaveEnded = true
      return try next()
    }
    if word.hasPrefix("--") { return try longOption(word) }
    cluster = word.dropFirst()
    return try shortOption()
  }

  private func looksLikeOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    return !isNegativeNumber(word)
  }

  /// Whether the word is a number, and no option begins like it.
  private func isNegativeNumber(_ word: String) -> Bool {
    guard let first = word.dropFirst().first, first.isNumber || first == "." else { return false }
    return Double(word) != nil && index(short: first) == nil
  }
}

extension WordReader {
  private mutating func longOption(_ word: String) throws(UsageError) -> Token {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let typed = "--" + name
    let inline = parts.count > 1 ? String(parts[1]) : nil
    guard let index = options.firstIndex(where: { $0.longNames.contains(name) }) else {
      return try builtIn(name, typed: typed)
    }
    let option = options[index]
    guard !option.isFlag else {
      if let inline { throw .unexpectedValue(inline, option: typed, command: command) }
      return .option(index, typed: typed, word: (name == option.name).argument)
    }
    if let inline { return .option(index, typed: typed, word: inline) }
    return .option(index, typed: typed, word: try value(of: option, typed: typed))
  }

  private func builtIn(_ name: String, typed: String) throws(UsageError) -> Token {
    switch name {
    case "help": return .help
    case "version": return .version
    case "json" where words.prefix { $0 != "--" }.contains("--version"): return .version
    default: throw unknown(typed)
    }
  }

  private mutating func shortOption() throws(UsageError) -> Token {
    let letter = cluster.removeFirst()
    let typed = "-\(letter)"
    guard let index = index(short: letter) else {
      guard letter == "h" else { throw unknown("-\(letter)\(cluster)", short: typed) }
      return .help
    }
    let option = options[index]
    guard !option.isFlag else { return .option(index, typed: typed, word: true.argument) }
    guard cluster.isEmpty else {
      defer { cluster = "" }
      return .option(index, typed: typed, word: String(cluster))
    }
    return .option(index, typed: typed, word: try value(of: option, typed: typed))
  }

  private func index(short letter: Character) -> Int? {
    options.firstIndex { $0.short == letter }
  }
}

extension WordReader {
  /// Takes the next word as an option's value, whatever it is, unless it is an option itself; where a value may be left out,
  /// only what can be nothing else.
  private mutating func value(of option: OptionDescription, typed: String) throws(UsageError) -> String {
    let next = words.first
    if let implied = option.omission.implied {
      guard let next, option.omission.takes(next) else { return implied }
      words.removeFirst()
      return next
    }
    guard let next, !isKnownOption(next) else {
      throw .missingValue(option: typed, value: option.value ?? "", next: next, command: command)
    }
    words.removeFirst()
    return next
  }

  private func isKnownOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-", word != "--" else { return false }
    guard word.hasPrefix("--") else {
      return word.dropFirst().allSatisfy { $0 == "h" || index(short: $0) != nil }
    }
    let name = String(word.dropFirst(2).prefix { $0 != "=" })
    return name == "help" || name == "version" || options.contains { $0.longNames.contains(name) }
  }

  /// `-json` is a slip for `--json` more often than a cluster of letters.
  private func unknown(_ word: String, short: String? = nil) -> UsageError {
    let names = options.filter { !$0.isHidden }.flatMap(\.longNames) + ["help", "version"]
    let name = String(word.drop { $0 == "-" })
    let near = name.count > 1 ? Suggestion.names(near: name, among: names) : []
    return .unknownOption(
      near.isEmpty ? short ?? word : word, suggestions: near.map { "--" + $0 }, command: command)
  }
}
