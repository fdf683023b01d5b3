import FileSystem

/// `credentials.toml`: the secrets of profiles, for their owner's eyes alone.
struct CredentialsFile {
  private let file: PrivateFile
  private var document: SettingsText

  /// A file that does not exist is empty.
  ///
  /// - Throws: ``SettingsFailure`` also when others could read it.
  init(_ path: String) throws(SettingsFailure) {
    file = PrivateFile(path)
    try Self.checkFolder(of: path)
    document = try SettingsText(Self.bytes(of: file), path: path)
  }

  /// Whoever may change the folder may put another file there.
  private static func checkFolder(of path: String) throws(SettingsFailure) {
    let folder = SettingsFile.folder(of: path)
    if let problem = SettingsExposure.problem(at: folder) { throw .file(path: folder, problem) }
  }

  subscript(secret name: String, profile profile: String) -> String? {
    document[["profile", profile, name]]
  }

  mutating func set(_ name: String, profile: String, to value: String?) throws(SettingsFailure) {
    document = try document.setting(["profile", profile, name], to: value)
    try write()
  }

  /// Puts these in place of all secrets that a login of the profile's has left.
  mutating func replace(profile: String, with secrets: [String: String]) throws(SettingsFailure) {
    let before = document
    for name in Self.names { document = try document.setting(["profile", profile, name], to: secrets[name]) }
    if document != before { try write() }
  }

  private static let names = ["client-secret", "refresh-token", "access-token", "api-key"]

  mutating func remove(profile: String) throws(SettingsFailure) {
    let rest = try document.removing(below: ["profile", profile])
    guard rest != document else { return }
    document = rest
    try write()
  }

  private func write() throws(SettingsFailure) {
    do {
      try PrivateFile.makeFolder(SettingsFile.folder(of: file.path))
      try file.replace(with: document.bytes, isDurable: true)
    } catch {
      throw .file(path: file.path, error)
    }
  }

  private static func bytes(of file: PrivateFile) throws(SettingsFailure) -> [UInt8] {
    do {
      return try file.read()
    } catch .missing {
      return []
    } catch {
      throw .file(path: file.path, error)
    }
  }
}
