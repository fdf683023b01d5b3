/// Names that resemble each other, and the alias in the catalogue that answers for those it does not have.
struct ModelFamily: Sendable {
  let beginning: String
  /// A word that the name must hold besides; empty for any.
  let word: String
  let alias: String

  private init(_ beginning: String, _ word: String, _ alias: String) {
    self.beginning = beginning
    self.word = word
    self.alias = alias
  }

  private init(_ beginning: String, _ alias: String) {
    self.init(beginning, "", alias)
  }

  func holds(_ plain: String) -> Bool {
    guard plain.hasPrefix(beginning) else { return false }
    let rest = plain.dropFirst(beginning.count)
    return (rest.isEmpty || rest.hasPrefix("-")) && (word.isEmpty || rest.contains(word))
  }

  /// The first that fits counts.
  static let all = [
    ModelFamily("claude", "haiku", "claude-haiku-4.5"),
    ModelFamily("claude", "opus", "claude-opus-4.5"),
    ModelFamily("claude", "claude-sonnet-4.5"),
    ModelFamily("gpt-4o", "mini", "gpt-4o-mini"),
    ModelFamily("gpt-4o", "gpt-4o"),
    ModelFamily("chatgpt-4o", "gpt-4o"),
    ModelFamily("gpt-4-1", "mini", "gpt-4.1-mini"),
    ModelFamily("gpt-4-1", "nano", "gpt-4.1-mini"),
    ModelFamily("gpt-4-1", "gpt-4.1"),
    // As the service itself reroutes them.
    ModelFamily("gpt-4", "gpt-4o"),
    ModelFamily("gpt-3-5", "gpt-4o-mini"),
    ModelFamily("gpt-35", "gpt-4o-mini"),
    ModelFamily("text-davinci", "gpt-4o-mini"),
    ModelFamily("gpt-5", "mini", "gpt-5-mini"),
    ModelFamily("gpt-5", "nano", "gpt-5-mini"),
    ModelFamily("gpt-5", "gpt-5"),
    // There is no larger one; the others of the series go by their size.
    ModelFamily("o4", "o4-mini"),
    ModelFamily("codex", "gpt-5"),
    ModelFamily("gemini", "flash-lite", "gemini-2.5-flash-lite"),
    ModelFamily("gemini", "flash", "gemini-2.5-flash"),
    ModelFamily("gemini", "gemini-2.5-pro"),
    ModelFamily("nova", "lite", "nova-lite"),
    ModelFamily("nova", "nova-pro"),
  ]
}
