/// A command or a group of commands as data: the one source of help, manual pages and completions.
package struct CommandDescription: Sendable, Equatable {
  /// The program's name, then the names down to this command.
  package let path: [String]
  /// What people read about it.
  package let words: CommandMetadata
  /// Its options, those of its groups and the built-in ones included.
  package internal(set) var options: [OptionDescription] = []
  /// Its operands, in order.
  package internal(set) var operands: [OperandDescription] = []
  /// The commands of a group; a command has none.
  package internal(set) var children: [CommandDescription] = []
  /// The child that is meant when none is named.
  package internal(set) var defaultChild: String? = nil
  /// What only the program as a whole has; nil below it.
  package internal(set) var program: ProgramDescription? = nil

  /// The last word of its path.
  package var name: String { words.name }
  /// Whether there are commands below it.
  package var isGroup: Bool { !children.isEmpty }

  var shownOptions: [OptionDescription] { options.filter { !$0.isHidden } }
  var shownChildren: [CommandDescription] { children.filter { !$0.words.isHidden } }
}

/// What belongs to the program and to none of its commands.
package struct ProgramDescription: Sendable, Equatable {
  /// As `--version` prints it.
  package let version: String
  /// Variables that belong to no option.
  package let environment: [CommandTree.Fact]
  /// Files that the program reads or writes.
  package let files: [CommandTree.Fact]
  /// The statuses and what they mean.
  package let exitStatus: [CommandTree.Fact]
  /// The pages about the program, with a sentence each.
  package let topics: [CommandTree.Fact]
}
