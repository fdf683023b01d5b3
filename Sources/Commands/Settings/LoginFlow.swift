import CommandTree

/// The ways of proving to the org who one is; a profile remembers which is its own.
enum LoginFlow: String, Value, CaseIterable, Sendable {
  /// A person signs in with the browser.
  case web
  /// A program signs a statement with its private key.
  case jwtBearer = "jwt-bearer"
  /// An app shows its secret.
  case clientCredentials = "client-credentials"
  /// A token that was made elsewhere.
  case accessToken = "access-token"
  /// A key of the LLM Gateway, with which there is no token at all.
  case apiKey = "api-key"

  /// Whether an app of the org's takes part, which its consumer key names.
  var hasClient: Bool {
    switch self {
    case .web, .jwtBearer, .clientCredentials: true
    case .accessToken, .apiKey: false
    }
  }
}
