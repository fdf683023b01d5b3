import Wire

/// The files in which a profile's login is kept.
struct LoginFiles {
  private static let settings = ["domain", "client-id", "client-secret-command"]

  private let profile: String
  private let directories: Directories

  /// - Throws: ``SettingsFailure`` when there is no place for them, or the profile's name cannot stand in a file.
  init(profile: String, in context: Context) throws {
    guard let directories = context.directories else { throw SettingsFailure.noHome }
    let hasControls = profile.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !hasControls, !profile.trimmed.isEmpty else { throw SettingsFailure.invalidProfileName(profile) }
    self.profile = profile
    self.directories = directories
  }

  func keep(_ login: Login) throws {
    var settings = try SettingsFile(directories.settings)
    var credentials = try CredentialsFile(directories.credentials)
    try settings.set(SettingKey("domain"), profile: profile, to: login.domain.url.myDomain.description)
    try settings.set(SettingKey("client-id"), profile: profile, to: login.clientID)
    switch login.secret {
    case .text(let secret):
      try settings.set(SettingKey("client-secret-command"), profile: profile, to: nil)
      try credentials.set("client-secret", profile: profile, to: secret)
    case .command(let command):
      try settings.set(SettingKey("client-secret-command"), profile: profile, to: command)
      try credentials.remove(profile: profile)
    }
  }

  /// Forgets the login; other settings of the profile stay.
  func forget() throws {
    var settings = try SettingsFile(directories.settings)
    var credentials = try CredentialsFile(directories.credentials)
    try credentials.remove(profile: profile)
    for name in Self.settings where settings[SettingKey(name), profile: profile] != nil {
      try settings.set(SettingKey(name), profile: profile, to: nil)
    }
  }
}
