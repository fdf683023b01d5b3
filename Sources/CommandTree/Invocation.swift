/// What a command line asks for.
package enum Invocation: Sendable {
  case call(CommandCall)
  /// Help on the command at this path, which has no program's name; an empty path is the program.
  case help([String])
  /// What was built from what; as JSON if the line asks for that.
  case version(isJSON: Bool)
}

/// A command whose properties hold what was typed, and soon what was not.
package struct CommandCall: Sendable {
  /// The names down to the command, without the program's: `["auth", "login"]`.
  package let path: [String]
  /// The command with its properties filled.
  package var command: any Command { pending.finished }
  /// Where the values of options came from, by long name; absent means default.
  package private(set) var origins: [String: ValueOrigin]
  private let program: String
  private var pending: any PendingCommand

  init<C: Command>(
    program: String, path: [String], command: C, syntax: Syntax<C>, origins: [String: ValueOrigin]
  ) {
    self.program = program
    self.path = path
    self.origins = origins
    pending = TypedPendingCommand(command: command, syntax: syntax)
  }

  /// Sets from a file that the command line names, asked by the long names of options, what has no origin yet.
  ///
  /// - Parameter words: the words for an option, in order; none where the file does not say.
  /// - Throws: ``UsageError`` for a word that its option refuses; it names the file.
  package mutating func fill(fromDocument path: String, _ words: (String) -> [String]) throws(UsageError) {
    try fill { option in
      let words = words(option.name)
      guard !words.isEmpty else { return nil }
      return Filling(texts: words, origin: .document(path), source: .document(option.name, file: path))
    }
  }

  /// Sets from variables what has no origin yet; an empty variable counts as unset.
  ///
  /// - Throws: ``UsageError`` for a value that its option refuses; it names the variable.
  package mutating func fill(fromEnvironment environment: [String: String]) throws(UsageError) {
    try fill { option in
      guard let variable = option.environment, let text = environment[variable], !text.isEmpty else {
        return nil
      }
      return Filling(texts: [text], origin: .environment(variable), source: .environment(variable))
    }
  }

  /// Sets from settings, asked by name, what has no origin yet.
  ///
  /// - Throws: ``UsageError`` for a value that its option refuses; it names the setting and its file.
  package mutating func fill(fromSettings setting: (String) -> Setting?) throws(UsageError) {
    try fill { option in
      guard let name = option.setting, let found = setting(name) else { return nil }
      return Filling(
        texts: [found.text], origin: .setting(found.file), source: .setting(name, file: found.file))
    }
  }
}

/// The words for an option that was not typed, with where they came from, for the record and for complaints.
private struct Filling {
  let texts: [String]
  let origin: ValueOrigin
  let source: UsageError.Source
}

extension CommandCall {
  private mutating func fill(_ filling: (OptionDescription) -> Filling?) throws(UsageError) {
    try pending.fill(&origins, of: [program] + path, filling)
  }
}

/// A command beside its table, which is built once and used until nothing is left to be filled in.
private protocol PendingCommand: Sendable {
  var finished: any Command { get }
  mutating func fill(
    _ origins: inout [String: ValueOrigin], of path: [String], _ filling: (OptionDescription) -> Filling?
  ) throws(UsageError)
}

private struct TypedPendingCommand<C: Command>: PendingCommand {
  var command: C
  let syntax: Syntax<C>

  var finished: any Command { command }

  mutating func fill(
    _ origins: inout [String: ValueOrigin], of path: [String], _ filling: (OptionDescription) -> Filling?
  ) throws(UsageError) {
    for (index, option) in syntax.options.enumerated() where origins[option.name] == nil {
      guard let value = filling(option) else { continue }
      for (count, text) in value.texts.enumerated() {
        try syntax.setOption(
          index, in: &command, to: text, isFirst: count == 0, source: value.source, of: path)
      }
      origins[option.name] = value.origin
    }
  }
}
