import Subprocess

/// The variables in which people hand over secrets.
enum SecretVariable: String, CaseIterable {
  case accessToken = "SFMODELS_ACCESS_TOKEN"
  case apiKey = "SFMODELS_API_KEY"
  case clientSecret = "SFMODELS_CLIENT_SECRET"
  case serveKey = "SFMODELS_SERVE_KEY"
}

extension Subprocess.Environment {
  /// What a program is given that this one starts, be it an editor, a browser or a command that prints a secret: all that
  /// this one was given, but its secrets.
  static var withoutSecrets: Environment {
    inherit.updating(
      Dictionary(
        uniqueKeysWithValues: SecretVariable.allCases.map { (Key(stringLiteral: $0.rawValue), nil) }))
  }
}
