extension CommandTree {
  /// The whole tree as data.
  package func description() -> CommandDescription {
    var root = outline
    root.children = branches.map { $0.description(under: root.path) }
    return root
  }

  /// One command with the mere words of those below it: no table is built for nothing.
  func description(at path: [String]) -> CommandDescription {
    var (found, branches) = (outline, branches)
    for name in path {
      guard let branch = branches.named(name) else { break }
      found = branch.outline(under: found.path)
      branches = branch.children
    }
    found.children = branches.map { CommandDescription(path: found.path + [$0.words.name], words: $0.words) }
    return found
  }

  /// The program without its commands.
  private var outline: CommandDescription {
    CommandDescription(
      path: [words.name], words: words, options: [.help, .version, .json],
      program: ProgramDescription(
        version: version, environment: environment, files: files, exitStatus: exitStatus,
        topics: topics.map { Fact($0.name, $0.summary) }))
  }
}

extension CommandTree.Branch {
  func description(under path: [String]) -> CommandDescription {
    var description = outline(under: path)
    description.children = children.map { $0.description(under: description.path) }
    return description
  }

  /// A command with its table, or a group without its commands.
  fileprivate func outline(under path: [String]) -> CommandDescription {
    let path = path + [words.name]
    switch self {
    case .command(let command):
      return command.description(at: path)
    case .group(let words, let defaultChild, _):
      return CommandDescription(path: path, words: words, options: [.help], defaultChild: defaultChild)
    }
  }
}

extension Command {
  fileprivate static func description(at path: [String]) -> CommandDescription {
    let (initial, syntax) = (Self(), syntax)
    return CommandDescription(
      path: path, words: words, options: syntax.options(of: initial) + [.help],
      operands: syntax.operands(of: initial))
  }
}
