/// Whose credentials are used: what the environment and a profile's files say together.
struct Profile: Sendable {
  /// A value and where it was found.
  struct Found<Value: Sendable>: Sendable {
    var value: Value
    var source: String
  }

  /// Where the client secret is.
  enum Secret: Sendable {
    case text(String)
    /// A command line that prints it.
    case command(String)
  }

  var name: String
  var accessToken: Found<String>?
  var clientID: Found<String>?
  var secret: Found<Secret>?
}

extension Profile {
  /// - Throws: ``SettingsFailure``; files are read only as far as the environment leaves something open.
  init(_ name: String, in context: Context) throws {
    self.name = name
    accessToken = context.found("SFMODELS_ACCESS_TOKEN")
    guard accessToken == nil else { return }
    clientID = context.found("SFMODELS_CLIENT_ID")
    secret = context.found("SFMODELS_CLIENT_SECRET").map { Found(value: .text($0.value), source: $0.source) }
    if clientID == nil || secret == nil { try readFiles(context) }
  }

  private mutating func readFiles(_ context: Context) throws {
    guard let directories = context.directories, let settings = try context.settings() else { return }
    let kept = settings[SettingKey("client-id"), profile: name]
    clientID = clientID ?? kept.map { Found(value: $0, source: directories.settings) }
    // A secret belongs to its client: it is not sent with another's id.
    guard secret == nil, clientID?.value == kept else { return }
    if let command = try settings.secretCommand(of: name) {
      secret = Found(value: .command(command), source: directories.settings)
    } else if let text = try CredentialsFile(directories.credentials)[secret: "client-secret", profile: name]
    {
      secret = Found(value: .text(text), source: directories.credentials)
    }
  }
}

extension Context {
  /// A variable's value with its name as its place.
  func found(_ variable: String) -> Profile.Found<String>? {
    self.variable(variable).map { Profile.Found(value: $0, source: variable) }
  }
}
