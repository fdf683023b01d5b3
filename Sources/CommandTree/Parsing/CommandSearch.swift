/// Finds the command a line is about; options may stand before its name, and their values look like names.
struct CommandSearch {
  let program: String
  let words: [String]

  /// Where a search ended.
  enum Match {
    /// At a command: the words before its name that are no part of its path, and those after it.
    case command(any Command.Type, path: [String], before: [String], after: [String])
    /// In a group, with the plain words that name none of its commands.
    case group([CommandTree.Branch], path: [String], strangers: [String])
  }

  /// Looks for a child of a group from a word on; `before` are the words passed on the way.
  func match(
    in branches: [CommandTree.Branch], path: [String], from start: Int, before: [String]
  ) -> Match {
    var before = before
    var strangers: [String] = []
    var misfit: Match?
    for index in start..<words.count {
      let word = words[index]
      if word == "--" { break }
      if !word.hasPrefix("-"), let branch = branches.named(word) {
        let found = match(at: branch, path: path, from: index + 1, before: before)
        if fits(found) { return found }
        misfit = misfit ?? found
      }
      before.append(word)
      if word.hasPrefix("-") { continue }
      strangers.append(word)
      // A plain word that can be no option's value ends the options.
      guard index > start, words[index - 1].hasPrefix("-"), !words[index - 1].contains("=") else { break }
    }
    return misfit ?? .group(branches, path: path, strangers: strangers)
  }

  private func match(
    at branch: CommandTree.Branch, path: [String], from start: Int, before: [String]
  ) -> Match {
    let path = path + [branch.words.name]
    switch branch {
    case .command(let command):
      return .command(command, path: path, before: before, after: Array(words[start...]))
    case .group(_, let name, let branches):
      let found = match(in: branches, path: path, from: start, before: before)
      guard case .group(_, path, let strangers) = found, let name, let branch = branches.named(name) else {
        return found
      }
      return fallback(to: branch, path: path, from: start, before: before, strangers: strangers) ?? found
    }
  }

  /// The default of a group that was named without a child, unless a word was meant to be one.
  private func fallback(
    to branch: CommandTree.Branch, path: [String], from start: Int, before: [String], strangers: [String]
  ) -> Match? {
    guard case .command(let command) = branch, !words[start...].contains(where: asksForHelp) else {
      return nil
    }
    let rest = Array(words[start...])
    let reader = CommandReader(program: program, path: path + [branch.words.name])
    guard strangers.isEmpty || command.takesOperands || reader.owns(rest, command) else { return nil }
    return .command(command, path: reader.path, before: before, after: rest)
  }

  private func fits(_ match: Match) -> Bool {
    guard case .command(let command, let path, let before, _) = match else { return false }
    return CommandReader(program: program, path: path).owns(before, command)
  }

  private func asksForHelp(_ word: String) -> Bool { word == "--help" || word == "-h" }
}

extension Command {
  fileprivate static var takesOperands: Bool { !syntax.operands.isEmpty }
}

extension [CommandTree.Branch] {
  func named(_ word: String) -> CommandTree.Branch? {
    first { $0.words.answers(to: word) }
  }

  /// The names that are shown.
  var names: [String] { map(\.words).filter { !$0.isHidden }.map(\.name) }
}
