/// Whose credentials are used: what the environment and a profile's files say together.
struct Profile: Sendable {
  /// A value and where it was found.
  struct Found<Value: Sendable>: Sendable {
    var value: Value
    var source: String
  }

  /// Where a secret is.
  enum Secret: Sendable {
    case text(String)
    /// A command line that prints it.
    case command(String)
  }

  var name: String
  /// How the profile signs in; without a profile, an app shows its secret.
  var flow = LoginFlow.clientCredentials
  var accessToken: Found<String>?
  var clientID: Found<String>?
  var secret: Found<Secret>?
  var privateKey: Found<PrivateKeyFile>?
  var refreshToken: Found<String>?
  var apiKey: Found<Secret>?
  /// The My Domain that gave out the profile's refresh token, which no other may see.
  var signedInDomain: String?
  /// Whom the profile's tokens speak for, where a person has signed in.
  var userID = ""
}

extension Profile {
  /// - Throws: ``SettingsFailure``; files are read only as far as the environment leaves something open.
  init(_ name: String, in context: Context) throws {
    self.name = name
    accessToken = context.found(SecretVariable.accessToken.rawValue)
    guard accessToken == nil else { return }
    clientID = context.found("SFMODELS_CLIENT_ID")
    secret = context.found(SecretVariable.clientSecret.rawValue).map {
      Found(value: .text($0.value), source: $0.source)
    }
    if clientID == nil || secret == nil { try readFiles(context) }
  }

  private mutating func readFiles(_ context: Context) throws {
    guard let directories = context.directories, let settings = try context.settings() else { return }
    let kept = settings[SettingKey("client-id"), profile: name]
    clientID = clientID ?? kept.map { Found(value: $0, source: directories.settings) }
    let kind = try settings.flow(of: name)
    // What was kept belongs to its client: it is not used with another's id.
    guard clientID?.value == kept || !kind.hasClient else { return }
    let files = ProfileFiles(name: name, settings: settings, path: directories.credentials)
    flow = kind
    switch kind {
    case .clientCredentials: secret = try secret ?? files.clientSecret
    case .jwtBearer: privateKey = try files.privateKey
    case .web:
      secret = try secret ?? files.clientSecret
      refreshToken = try files.found("refresh-token")
      signedInDomain = settings[SettingKey("domain"), profile: name]
      userID = settings[SettingKey("user-id"), profile: name] ?? ""
    case .accessToken: accessToken = try files.found("access-token")
    case .apiKey: apiKey = try files.secret("api-key", command: "api-key-command")
    }
  }
}

/// Where the login of one profile is kept.
private struct ProfileFiles {
  let name: String
  let settings: SettingsFile
  /// Of the credentials.
  let path: String

  var clientSecret: Profile.Found<Profile.Secret>? {
    get throws { try secret("client-secret", command: "client-secret-command") }
  }

  var privateKey: Profile.Found<PrivateKeyFile>? {
    get throws {
      guard let file = settings[SettingKey("private-key-file"), profile: name],
        let username = settings[SettingKey("username"), profile: name]
      else { return nil }
      let command = try settings.command(SettingKey("passphrase-command"), of: name)
      let key = PrivateKeyFile(path: file, username: username, passphraseCommand: command)
      return Profile.Found(value: key, source: settings.path)
    }
  }

  func secret(_ credential: String, command: String) throws -> Profile.Found<Profile.Secret>? {
    if let command = try settings.command(SettingKey(command), of: name) {
      return Profile.Found(value: .command(command), source: settings.path)
    }
    return try found(credential).map { Profile.Found(value: .text($0.value), source: $0.source) }
  }

  func found(_ credential: String) throws -> Profile.Found<String>? {
    try CredentialsFile(path)[secret: credential, profile: name]
      .map { Profile.Found(value: $0, source: path) }
  }
}

extension Context {
  /// A variable's value with its name as its place.
  func found(_ variable: String) -> Profile.Found<String>? {
    self.variable(variable).map { Profile.Found(value: $0, source: variable) }
  }
}
