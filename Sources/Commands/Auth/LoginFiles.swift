import Wire

/// The files in which a profile's login is kept.
struct LoginFiles {
  private static let settings = ["domain", "client-id", "client-secret-command"]

  private let profile: String

  /// - Throws: ``SettingsFailure`` when there is no place for them, or the profile's name cannot stand in a file.
  init(profile: String, in context: Context) throws {
    guard context.directories != nil else { throw SettingsFailure.noHome }
    let hasControls = profile.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard !hasControls, !profile.isBlank else { throw SettingsFailure.invalidProfileName(profile) }
    self.profile = profile
  }

  func keep(_ login: Login, in context: Context) async throws {
    try await SettingsChange.make(in: context) { change in
      var (settings, credentials) = (try change.settings(), try change.credentials())
      let values = [login.domain.url.myDomain.description, login.clientID, login.secret.command]
      try settings.set(
        zip(Self.settings, values).map { (SettingKey($0), $1) }, profile: profile)
      switch login.secret {
      case .text(let secret): try credentials.set("client-secret", profile: profile, to: secret)
      case .command: try credentials.remove(profile: profile)
      }
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

extension Profile.Secret {
  fileprivate var command: String? { if case .command(let command) = self { command } else { nil } }
}
