import CommandTree

/// A command that is typed into a conversation: a row of the table that help, completion and parsing share.
struct SlashCommand: Sendable {
  /// What may stand behind the name.
  enum Argument: Equatable, Sendable {
    case none
    case text, neededText
    case model, setting, file
    case template
    case number, conversation
  }

  typealias Action = @Sendable (_ conversation: inout Conversation, _ argument: String) async throws -> Void

  let name: String
  let argument: Argument
  let sentence: String
  let action: Action

  init(_ name: String, _ argument: Argument, _ sentence: String, _ action: @escaping Action) {
    self.name = name
    self.argument = argument
    self.sentence = sentence
    self.action = action
  }

  /// How it is written.
  var usage: String { argument.shown.map { "/\(name) \($0)" } ?? "/\(name)" }

  /// - Throws: ``ChatFailure/unknownCommand(_:suggestions:)`` with the nearest names.
  static func named(_ name: String) throws -> SlashCommand {
    if let command = all.first(where: { $0.name == name }) { return command }
    throw ChatFailure.unknownCommand(name, suggestions: Suggestion.names(near: name, among: all.map(\.name)))
  }

  /// - Throws: ``ChatFailure/missingArgument(_:command:)``.
  func run(_ argument: String, in conversation: inout Conversation) async throws {
    guard !["--help", "-h"].contains(argument) else { return try conversation.say("\(usage)  \(sentence)") }
    if argument.isEmpty, self.argument.isNeeded, let shown = self.argument.shown {
      throw ChatFailure.missingArgument(shown, command: name)
    }
    try await action(&conversation, argument)
  }
}

extension SlashCommand.Argument {
  var isNeeded: Bool { [.file, .neededText, .template, .conversation].contains(self) }

  fileprivate var shown: String? {
    switch self {
    case .none: nil
    case .text: "[TEXT]"
    case .neededText: "TEXT"
    case .model: "[NAME]"
    case .setting: "[NAME [VALUE]]"
    case .file: "FILE"
    case .template: "NAME"
    case .number: "[N]"
    case .conversation: "N"
    }
  }
}
