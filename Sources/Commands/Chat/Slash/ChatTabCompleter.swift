import Terminal

/// Finds what a line of a conversation may become: slash commands, and what they take.
struct ChatTabCompleter: Sendable {
  /// Names of models.
  let models: [String]
  /// Names of templates.
  var templates: [String] = []
  /// What `~` stands for.
  let home: String?

  func callAsFunction(_ line: String, _ cursor: Int) -> Completion {
    let typed = String(line.prefix(cursor))
    guard typed.hasPrefix("/") else { return Completion(from: cursor, []) }
    guard let space = typed.firstIndex(of: " ") else { return commands(typed) }
    let start = typed[space...].drop { $0 == " " }.startIndex
    let kept = typed.distance(from: typed.startIndex, to: start)
    let name = typed[..<space].dropFirst()
    let command = SlashCommand.all.first { $0.name == name }
    return arguments(of: command?.argument ?? .none, String(typed[start...]), kept)
  }

  private func commands(_ typed: String) -> Completion {
    let fitting = SlashCommand.all.filter { "/\($0.name)".hasPrefix(typed) }
    return Completion(from: 0, fitting.map { .init("/\($0.name)", description: $0.sentence) })
  }

  private func arguments(of kind: SlashCommand.Argument, _ typed: String, _ kept: Int) -> Completion {
    switch kind {
    case .none, .text, .neededText, .number, .conversation: Completion(from: kept, [])
    case .model: Completion(from: kept, models.filter { $0.hasPrefix(typed) }.map { .init($0) })
    case .template: Completion(from: kept, templates.filter { $0.hasPrefix(typed) }.map { .init($0) })
    case .setting: settings(typed, kept)
    case .file: Completion(from: kept, FileNames(home: home).candidates(for: typed))
    }
  }

  private func settings(_ typed: String, _ kept: Int) -> Completion {
    let words = typed.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2 else {
      let names = ChatSettings.names.filter { $0.hasPrefix(typed) }
      return Completion(
        from: kept, names.map { .init($0, description: ChatSettings.help(on: $0)) })
    }
    let choices = ChatSettings.choices(of: words[0])
    return Completion(
      from: kept + words[0].count + 1, choices.filter { $0.hasPrefix(words[1]) }.map { .init($0) })
  }
}
