import CommandTree
import CompatibleServer
import ModelsAPI

/// A client whose settings are known here.
enum ServedClient: String, Value, CaseIterable, Sendable {
  case claudeCode = "claude-code"
  case codex, openai, llm

  /// What the client must be told, in its own form: lines for a shell, or a piece of its settings file.
  ///
  /// - Parameters:
  ///   - address: of the server, without a path.
  ///   - key: what a shell makes the key of, never the key itself; `nil` where the server asks for none.
  ///   - families: which models answer for names that nobody here has seen.
  ///   - fallbacks: who is asked when a model does not answer, a sentence each.
  func settings(
    at address: String, key: String?, families: [ModelMap.Entry], fallbacks: [String] = []
  ) -> String {
    fallbacks.map { "# \($0)\n" }.joined() + settings(at: address, key, families)
  }

  private func settings(at address: String, _ key: String?, _ families: [ModelMap.Entry]) -> String {
    switch self {
    case .claudeCode:
      """
      \(comments(families))export ANTHROPIC_BASE_URL='\(address)/anthropic'
      export ANTHROPIC_API_KEY="\(key ?? Self.anyKey)"
      export CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1

      """
    case .openai:
      """
      \(comments(families))export OPENAI_BASE_URL='\(address)/v1'
      export OPENAI_API_KEY="\(key ?? Self.anyKey)"

      """
    case .codex: comments(families) + codexSettings(at: address, key: key)
    case .llm:
      """
      \(comments(families))# in extra-openai-models.yaml, in the folder that "dirname $(llm logs path)" prints; then:
      #   llm keys set sfmodels --value "\(key ?? Self.anyKey)"
      #   llm -m sfmodels 'Say hello'
      - model_id: sfmodels
        model_name: gpt-4o-mini
        api_base: \(address)/v1
        api_key_name: sfmodels
        supports_tools: true
        supports_schema: true

      """
    }
  }

  /// Which models answer for names that the client may ask for.
  private func comments(_ families: [ModelMap.Entry]) -> String {
    families.filter { $0.name.hasPrefix("claude") == (self == .claudeCode) }.map {
      "# \($0.name) is \($0.model)\n"
    }.joined()
  }

  /// Clients refuse to begin without a key, also where the server asks for none.
  static let anyKey = "unused"

  /// Codex reads a key from the environment, and refuses to begin when it is to and there is none.
  private func codexSettings(at address: String, key: String?) -> String {
    let provider = """
      model_provider = "sfmodels"

      [model_providers.sfmodels]
      name = "sfmodels"
      base_url = "\(address)/v1"
      wire_api = "responses"

      """
    guard let key else { return "# in ~/.codex/config.toml\n\(provider)" }
    return """
      # in ~/.codex/config.toml; before codex begins:
      #   export \(ServeKeys.variable)="\(key)"
      \(provider)env_key = "\(ServeKeys.variable)"

      """
  }
}
