import CommandTree

/// Which file of keys is meant: the program's own, or another.
enum KeysFileArgument: Value, Equatable {
  case own
  case file(String)

  /// Stands for the program's own; a file of this name is `./default`.
  static let ownWord = "default"

  init(argument: String) throws(ValueProblem) {
    guard !argument.isEmpty else { throw ValueProblem(reason: "is no file") }
    self = argument == Self.ownWord ? .own : .file(argument)
  }

  var argument: String {
    switch self {
    case .own: Self.ownWord
    case .file(let path): path
    }
  }

  /// - Throws: ``SettingsFailure/noHome``.
  func path(in context: Context) throws(SettingsFailure) -> String {
    switch self {
    case .file(let path): return path
    case .own:
      guard let directories = context.directories else { throw .noHome }
      return directories.serverKeys
    }
  }
}

/// Which file of keys a command reads and changes.
struct KeysFileOption: OptionGroup {
  var file = KeysFileArgument.own

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.file, "keys", value: "FILE", completion: .file,
        help: "The file of keys, where it is not the program's own.")
    ]
  }
}
