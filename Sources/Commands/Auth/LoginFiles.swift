import Terminal
import Wire

/// The files in which a profile's login is kept.
struct LoginFiles {
  private static let settings = [
    "domain", "client-id", "client-secret-command", "flow", "username", "private-key-file",
    "passphrase-command",
    "user-id", "api-key-command",
  ]

  private let profile: String

  /// - Throws: ``SettingsFailure`` when there is no place for them, or the profile's name cannot stand in a file.
  init(profile: String, in context: Context) throws {
    guard context.directories != nil else { throw SettingsFailure.noHome }
    let hasControls = profile.unicodeScalars.contains(where: \.isControl)
    guard !hasControls, !profile.isBlank else { throw SettingsFailure.invalidProfileName(profile) }
    self.profile = profile
  }

  /// Puts a login in the place of the one before; where it knows no org, the profile's stays.
  func keep(_ login: LoginRecord, in context: Context) async throws {
    try await SettingsChange.make(in: context) { change in
      var (settings, credentials) = (try change.settings(), try change.credentials())
      let names = Self.settings.filter { $0 != "domain" || login.settings[$0] != nil }
      try settings.set(names.map { (SettingKey($0), login.settings[$0]) }, profile: profile)
      try credentials.replace(profile: profile, with: login.secrets)
    }
  }

  /// Forgets the login; other settings of the profile stay.
  func forget(in context: Context) async throws {
    try await SettingsChange.make(in: context) { change in
      var (settings, credentials) = (try change.settings(), try change.credentials())
      try credentials.remove(profile: profile)
      let kept = Self.settings.map { SettingKey($0) }.filter { settings[$0, profile: profile] != nil }
      try settings.set(kept.map { ($0, nil) }, profile: profile)
    }
  }
}
