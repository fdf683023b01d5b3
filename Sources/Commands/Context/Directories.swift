/// Where this program keeps its files, after the XDG Base Directory Specification.
struct Directories: Sendable, Equatable {
  /// Settings, credentials, tokens.
  var configuration: String
  /// History.
  var state: String

  /// - Returns: `nil` where the environment names no home.
  init?(environment: [String: String]) {
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

  var settings: String { configuration + "/config.toml" }
  var credentials: String { configuration + "/credentials.toml" }
  /// Held by whoever changes settings or credentials.
  var settingsLock: String { configuration + "/config.lock" }
  /// Keys of servers' clients, without the keys themselves.
  var serverKeys: String { configuration + "/keys.toml" }
  /// Private keys that were made here.
  var keys: String { configuration + "/keys" }
  /// Prompts that are kept.
  var templates: String { configuration + "/templates" }
  var tokens: String { configuration + "/tokens" }

  /// What was asked and answered.
  var ledger: String { state + "/ledger.db" }
  /// What was typed in conversations.
  var chatHistory: String { state + "/chat_history" }

  /// Where version 0.1 had one file for each conversation, by its id.
  var olderConversations: String { state + "/conversations" }
  /// Where version 0.1 had one file for each profile, by its name in percent-encoding: what it generated last.
  var olderGenerations: String { state + "/last" }
}
