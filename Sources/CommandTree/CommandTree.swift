/// A program's commands: what they are called, how they nest, and what belongs to none of them.
package struct CommandTree: Sendable {
  let words: CommandMetadata
  let version: String
  let environment: [Fact]
  let files: [Fact]
  private let makeExitStatus: @Sendable () -> [Fact]
  /// Pages about the program that belong to none of its commands.
  package let topics: [HelpTopic]
  let branches: [Branch]

  /// - Parameters:
  ///   - environment: variables that belong to no option.
  ///   - exitStatus: made only when somebody reads of it, for every run makes the tree.
  package init(
    _ words: CommandMetadata, version: String, environment: [Fact] = [], files: [Fact] = [],
    exitStatus: @autoclosure @escaping @Sendable () -> [Fact] = [], topics: [HelpTopic] = [],
    _ branches: [Branch]
  ) {
    self.words = words
    self.version = version
    self.environment = environment
    self.files = files
    makeExitStatus = exitStatus
    self.topics = topics
    self.branches = branches
  }

  var exitStatus: [Fact] { makeExitStatus() }

  /// A name and what it means: a variable, a file, an exit status.
  package struct Fact: Sendable, Equatable {
    /// What it is called.
    package let name: String
    /// What it is good for, as people read it.
    package let meaning: String

    /// A name and its meaning.
    package init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// A command, or a word under which there are more.
  package enum Branch: Sendable {
    case command(any Command.Type)
    /// `default` names the child that is meant when none is named.
    case group(_ words: CommandMetadata, default: String? = nil, _ branches: [Branch])
  }
}

extension CommandTree.Branch {
  var words: CommandMetadata {
    switch self {
    case .command(let command): command.words
    case .group(let words, _, _): words
    }
  }
}
