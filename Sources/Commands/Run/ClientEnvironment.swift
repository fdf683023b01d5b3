/// The variables that lead the clients of OpenAI's and Anthropic's APIs to a server of ours.
struct ClientEnvironment: Equatable, Sendable {
  /// A variable with its value.
  struct Variable: Equatable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// As programs get it.
    var entry: String { "\(name)=\(value)" }
  }

  let variables: [Variable]

  /// - Parameters:
  ///   - address: of the server, without a path.
  ///   - key: what clients must present.
  ///   - environment: that of this process: a proxy in it must not be asked for the server.
  init(at address: String, key: String, models: ClientModels, in environment: [String: String]) {
    variables =
      [
        Variable("ANTHROPIC_BASE_URL", "\(address)/anthropic"), Variable("ANTHROPIC_AUTH_TOKEN", key),
        Variable("ANTHROPIC_MODEL", models.main), Variable("ANTHROPIC_SMALL_FAST_MODEL", models.small),
        Variable("ANTHROPIC_DEFAULT_OPUS_MODEL", models.opus),
        Variable("ANTHROPIC_DEFAULT_SONNET_MODEL", models.sonnet),
        Variable("ANTHROPIC_DEFAULT_HAIKU_MODEL", models.small),
        Variable("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
        Variable("OPENAI_BASE_URL", "\(address)/v1"), Variable("OPENAI_API_BASE", "\(address)/v1"),
        Variable("OPENAI_API_KEY", key),
        // It would report to OpenAI what was asked and answered.
        Variable("OPENAI_AGENTS_DISABLE_TRACING", "1"),
      ] + (models.openAI.map { [Variable("OPENAI_DEFAULT_MODEL", $0)] } ?? [])
      + Self.exemptions(in: environment)
  }

  /// The variables of a process with these among them, and without those that would lead a client elsewhere or tell it
  /// a secret of ours.
  ///
  /// - Parameter entries: `NAME=VALUE`.
  func entries(among entries: [String]) -> [String] {
    let own = Set(variables.map(\.name))
    let kept = entries.filter { entry in
      let name = String(entry.prefix { $0 != "=" })
      return !own.contains(name) && !Self.isForeign(name)
    }
    return kept + variables.map(\.entry)
  }
}

extension ClientEnvironment {
  /// Whether a variable is a secret or a setting of ours, or leads one of the clients to another service.
  static func isForeign(_ name: String) -> Bool {
    guard !kept.contains(where: name.hasPrefix) else { return false }
    return removed.contains(name) || removedBeginnings.contains(where: name.hasPrefix)
  }

  private static let removedBeginnings = [
    "SFMODELS_", "ANTHROPIC_", "OPENAI_", "AZURE_OPENAI_",
    // Bedrock, Vertex and the like, how to sign in there, and as who.
    "CLAUDE_CODE_USE_", "CLAUDE_CODE_SKIP_", "CLAUDE_CODE_OAUTH_", "CLAUDE_CODE_API_KEY_",
  ]
  private static let removed: Set<String> = [
    "CLAUDE_CODE_SUBAGENT_MODEL", "CODEX_API_KEY", "CODEX_ACCESS_TOKEN", "AWS_BEARER_TOKEN_BEDROCK",
  ]
  /// Neither keys nor addresses.
  private static let kept = ["ANTHROPIC_LOG", "OPENAI_LOG", "OPENAI_AGENTS_"]

  private static let proxies = ["https_proxy", "http_proxy", "all_proxy"]

  /// Loopback is exempted from whatever proxy there is: many clients would ask it for the server.
  private static func exemptions(in environment: [String: String]) -> [Variable] {
    func value(_ name: String) -> String? {
      [name, name.uppercased()].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard proxies.contains(where: { value($0) != nil }) else { return [] }
    let own = value("no_proxy")
    guard own?.trimmed != "*" else { return [] }
    let exempted = ([own] + ["127.0.0.1"]).compactMap { $0 }.joined(separator: ",")
    return ["NO_PROXY", "no_proxy"].map { Variable($0, exempted) }
  }
}
