/// A command or a group of commands as data: the one source of help, manual pages and completions.
package struct CommandDescription: Sendable, Equatable {
  /// The program's name, then the names down to this command.
  package let path: [String]
  package let words: CommandMetadata
  package internal(set) var options: [OptionDescription] = []
  package internal(set) var operands: [OperandDescription] = []
  /// The commands of a group; a command has none.
  package internal(set) var children: [CommandDescription] = []
  /// The child that is meant when none is named.
  package internal(set) var defaultChild: String? = nil
  /// What only the program as a whole has; nil below it.
  package internal(set) var program: ProgramDescription? = nil

  package var name: String { words.name }
  package var isGroup: Bool { !children.isEmpty }

  var shownOptions: [OptionDescription] { options.filter { !$0.isHidden } }
  var shownChildren: [CommandDescription] { children.filter { !$0.words.isHidden } }
}

/// What belongs to the program and to none of its commands.
package struct ProgramDescription: Sendable, Equatable {
  package let version: String
  package let environment: [CommandTree.Fact]
  package let files: [CommandTree.Fact]
  package let exitStatus: [CommandTree.Fact]
}
