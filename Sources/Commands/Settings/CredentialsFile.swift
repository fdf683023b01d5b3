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
    document = try SettingsText(Self.text(of: file), path: path)
  }

  subscript(secret name: String, profile profile: String) -> String? {
    document[["profile", profile, name]]
  }

  mutating func set(_ name: String, profile: String, to value: String?) throws(SettingsFailure) {
    document = try document.setting(["profile", profile, name], to: value)
    do {
      try PrivateFile.makeFolder(SettingsFile.folder(of: file.path))
      try file.replace(with: Array(document.text.utf8), isDurable: true)
    } catch {
      throw .file(path: file.path, error)
    }
  }

  mutating func remove(profile: String) throws(SettingsFailure) {
    for name in document.names(below: "profile.\(profile)") {
      try set(name, profile: profile, to: nil)
    }
  }

  private static func text(of file: PrivateFile) throws(SettingsFailure) -> String {
    do {
      return String(decoding: try file.read(), as: UTF8.self)
    } catch .missing {
      return ""
    } catch {
      throw .file(path: file.path, error)
    }
  }
}
