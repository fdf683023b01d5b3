/// Where this program keeps its files, after the XDG Base Directory Specification.
package struct Directories: Sendable, Equatable {
  /// Settings, credentials, tokens.
  package var configuration: String
  /// History.
  package var state: String

  /// - Returns: `nil` where the environment names no home.
  package init?(environment: [String: String]) {
    func folder(_ variable: String, _ fallback: String) -> String? {
      if let path = environment[variable], path.hasPrefix("/") { return path }
      return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/\(fallback)" }
    }
    guard let configuration = folder("XDG_CONFIG_HOME", ".config"),
      let state = folder("XDG_STATE_HOME", ".local/state")
    else { return nil }
    self.configuration = configuration + "/sfmodels"
    self.state = state + "/sfmodels"
  }

  package var settings: String { configuration + "/config.toml" }
  package var credentials: String { configuration + "/credentials.toml" }
  package var tokens: String { configuration + "/tokens" }

  /// One file for each conversation.
  package var conversations: String { state + "/conversations" }
  /// What was typed in conversations.
  package var chatHistory: String { state + "/chat_history" }

  /// What a profile generated last.
  package func lastGeneration(of profile: String) -> String { "\(state)/last/\(profile).json" }
}
