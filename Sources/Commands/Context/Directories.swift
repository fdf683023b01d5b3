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
  /// Private keys that were made here.
  var keys: String { configuration + "/keys" }
  /// Prompts that are kept.
  var templates: String { configuration + "/templates" }
  var tokens: String { configuration + "/tokens" }

  /// One file for each conversation.
  var conversations: String { state + "/conversations" }
  /// What was typed in conversations.
  var chatHistory: String { state + "/chat_history" }

  /// What a profile generated last.
  func lastGeneration(of profile: String) -> String { "\(state)/last/\(Self.fileName(profile)).json" }

  /// Names may have slashes and dots, files may not: whatever is neither letter, digit, `-` nor `_` is percent-encoded.
  private static func fileName(_ name: String) -> String {
    name.utf8.map { byte in
      let character = Character(Unicode.Scalar(byte))
      let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-_".contains(character))
      return isPlain
        ? String(character) : "%" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}
