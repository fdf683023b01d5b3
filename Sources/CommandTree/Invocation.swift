/// What a command line asks for.
package enum Invocation: Sendable {
  case call(CommandCall)
  /// Help on the command at this path, which has no program's name; an empty path is the program.
  case help([String])
  case version
}

/// A command whose properties hold what was typed, and soon what was not.
package struct CommandCall: Sendable {
  /// The names down to the command, without the program's: `["auth", "login"]`.
  package let path: [String]
  package private(set) var command: any Command
  /// Where the values of options came from, by long name; absent means default.
  package private(set) var origins: [String: Origin]
  private let program: String

  init(program: String, path: [String], command: any Command, origins: [String: Origin]) {
    self.program = program
    self.path = path
    self.command = command
    self.origins = origins
  }

  /// Sets from variables what has no origin yet; an empty variable counts as unset.
  package mutating func fill(fromEnvironment environment: [String: String]) throws(UsageError) {
    try fill { option in
      guard let variable = option.environment, let text = environment[variable], !text.isEmpty else {
        return nil
      }
      return Filling(text: text, origin: .environment(variable), source: .environment(variable))
    }
  }

  /// Sets from settings, asked by name, what has no origin yet.
  package mutating func fill(fromSettings setting: (String) -> Setting?) throws(UsageError) {
    try fill { option in
      guard let name = option.setting, let found = setting(name) else { return nil }
      return Filling(
        text: found.text, origin: .setting(found.place), source: .setting(name, place: found.place))
    }
  }
}

/// A value for an option that was not typed, with where it came from, for the record and for complaints.
private struct Filling {
  let text: String
  let origin: Origin
  let source: UsageError.Source
}

extension CommandCall {
  private mutating func fill(_ filling: (OptionDescription) -> Filling?) throws(UsageError) {
    command = try filled(command, filling)
  }

  private mutating func filled<C: Command>(
    _ command: C, _ filling: (OptionDescription) -> Filling?
  ) throws(UsageError) -> any Command {
    var command = command
    let syntax = C.syntax
    for (place, option) in syntax.options.enumerated() where origins[option.name] == nil {
      guard let value = filling(option) else { continue }
      try syntax.setOption(
        place, in: &command, to: value.text, isFirst: true, source: value.source, of: [program] + path)
      origins[option.name] = value.origin
    }
    return command
  }
}
