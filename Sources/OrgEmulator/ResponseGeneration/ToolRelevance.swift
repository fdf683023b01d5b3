/// Finds the tools that a text speaks of: all that it names, else the first that shares a telling word with it.
struct ToolRelevance {
  private let words: [String]

  init(words text: String) {
    // Agents send pages of instructions with every message; only a short message asks for a tool.
    words = text.utf8.count > 1_000 ? [] : Self.split(text)
  }

  func functions(among functions: [AvailableTools.Function]) -> [AvailableTools.Function] {
    let named = functions.filter { words.contains($0.name.lowercased()) }
    guard named.isEmpty else { return named }
    return functions.first { !tellingWords(of: $0.name).isDisjoint(with: words) }.map { [$0] } ?? []
  }

  /// Of `get_weather` it is "weather"; short words and plain verbs tell nothing.
  private func tellingWords(of name: String) -> Set<String> {
    Set(Self.parts(of: name).filter { $0.count >= 4 && !Self.verbs.contains($0) })
  }

  private static let verbs: Set = [
    "call", "create", "delete", "edit", "execute", "fetch", "find", "list", "make", "query", "read", "save",
    "search", "send", "show", "task", "tool", "update", "write",
  ]

  private static func split(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }.map(String.init)
  }

  /// The words of a name in snake, kebab or camel case.
  private static func parts(of name: String) -> [String] {
    var parts = [""]
    for character in name {
      if !character.isLetter || character.isUppercase { parts.append("") }
      if character.isLetter { parts[parts.count - 1].append(contentsOf: character.lowercased()) }
    }
    return parts
  }
}
