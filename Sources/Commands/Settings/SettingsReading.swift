import Synchronization

/// Reads the settings file when it is first asked for, and not again: several parts of a run look into it.
final class SettingsReading: Sendable {
  private let known = Mutex<SettingsFile?>(nil)

  func file(at path: String) throws -> SettingsFile {
    try known.withLock { known in
      if let known, known.path == path { return known }
      let file = try SettingsFile(path)
      known = file
      return file
    }
  }
}
