import FileSystem
import Glibc

/// A change of settings and credentials, which nobody else makes at the same time.
struct SettingsChange {
  /// Many may come at once, and each puts its files on the disk.
  static let patience = Duration.seconds(30)

  let directories: Directories

  /// Does the work while no other process changes settings. What was read before may have changed: it is to be read
  /// again.
  ///
  /// - Throws: ``SettingsFailure`` when there is no place for settings, or no lock in time; what `work` throws.
  static func make<Result>(
    in context: Context, _ work: (SettingsChange) throws -> Result
  ) async throws -> Result {
    guard let directories = context.directories else { throw SettingsFailure.noHome }
    let lock = try await lock(directories, context)
    defer { lock.release() }
    return try work(SettingsChange(directories: directories))
  }

  private static func lock(_ directories: Directories, _ context: Context) async throws -> FileLock {
    let path = directories.settingsLock
    do {
      try PrivateFile.makeFolder(directories.configuration)
      return try await FileLock.take(path, patience: patience, pause: context.pause)
    } catch let problem as PrivateFile.Problem {
      throw SettingsFailure.file(path: directories.configuration, problem)
    } catch let failure as FileFailure where failure.code == EWOULDBLOCK {
      throw SettingsFailure.busy(path: path, patience)
    } catch let failure as FileFailure {
      throw SettingsFailure.file(path: path, .unwritable(code: failure.code))
    }
  }

  /// As it stands there now.
  ///
  /// - Throws: ``SettingsFailure``.
  func settings() throws(SettingsFailure) -> SettingsFile { try SettingsFile(directories.settings) }

  /// As it stands there now.
  ///
  /// - Throws: ``SettingsFailure``.
  func credentials() throws(SettingsFailure) -> CredentialsFile {
    try CredentialsFile(directories.credentials)
  }
}
