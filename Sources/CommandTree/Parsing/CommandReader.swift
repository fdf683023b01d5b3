/// Reads the words of one command into its properties.
struct CommandReader {
  let program: String
  let path: [String]
  /// Whether a word may stand where no file is named.
  var isText: (String) -> Bool = { _ in true }

  private var fullPath: [String] { [program] + path }

  func read<C: Command>(_ type: C.Type, from words: [String]) throws(UsageError) -> Invocation {
    let syntax = C.syntax
    var command = C()
    var origins: [String: ValueOrigin] = [:]
    var operands: [String] = []
    var reader = wordReader(words, syntax)
    while let token = try reader.next() {
      switch token {
      case .help: return .help(path)
      case .version: return .version(isJSON: words.prefix { $0 != "--" }.contains("--json"))
      case .operand(let word): operands.append(word)
      case .option(let index, let typed, let word):
        try check(word, syntax.options[index].completion)
        let name = syntax.options[index].name
        let isFirst = origins.updateValue(.commandLine, forKey: name) == nil
        try syntax.setOption(
          index, in: &command, to: word, isFirst: isFirst, source: .option(typed), of: fullPath)
      }
    }
    try fill(&command, with: operands, by: syntax)
    let call = CommandCall(
      program: program, path: path, command: command, syntax: syntax, origins: origins)
    return .call(call)
  }

  /// Whether words that stood before the command's name are whole options of the command.
  func owns<C: Command>(_ words: [String], _ type: C.Type) -> Bool {
    // Only yes or no is asked here; the error is found again where it can be told.
    return (try? checkOptions(words, of: type)) != nil
  }

  /// Complains about words before the command's name that are not its options.
  func checkOptions<C: Command>(_ words: [String], of type: C.Type) throws(UsageError) {
    // A table is not built for nothing.
    guard !words.isEmpty else { return }
    var reader = wordReader(words, C.syntax)
    while let token = try reader.next() {
      guard case .operand(let word) = token else { continue }
      throw .unknownCommand(word, suggestions: [], command: Array(fullPath.prefix(1)))
    }
  }

  private func wordReader<C: Command>(_ words: [String], _ syntax: Syntax<C>) -> WordReader {
    WordReader(
      words, options: syntax.options,
      operandsEndOptions: syntax.operands.contains(where: \.takesRest), command: fullPath)
  }
}

extension CommandReader {
  private func check(_ word: String, _ completion: ValueCompletion) throws(UsageError) {
    guard completion == .file || completion == .directory || isText(word) else {
      throw .notText(word, command: fullPath)
    }
  }

  private func fill<C: Command>(
    _ command: inout C, with words: [String], by syntax: Syntax<C>
  ) throws(UsageError) {
    var words = words[...]
    for (index, operand) in syntax.operands.enumerated() {
      let share = operand.isRepeatable ? words : words.prefix(1)
      guard share.count >= operand.minimum else {
        throw .missingOperand(operand.name, command: fullPath)
      }
      for (count, word) in share.enumerated() {
        try check(word, operand.completion)
        try syntax.setOperand(index, in: &command, to: word, isFirst: count == 0, of: fullPath)
      }
      words = words.dropFirst(share.count)
    }
    if let word = words.first { throw .unexpectedOperand(word, command: fullPath) }
  }
}
