import FileSystem
import Glibc

/// Why a settings file may hold what its owner has not written.
struct SettingsExposure: Equatable {
  /// The file, or its folder, where another may put another file.
  let path: String
  let problem: PrivateFile.Problem
}

extension SettingsExposure {
  /// - Returns: `nil` where nobody else but the system's administrator can have changed it.
  init?(of path: String) {
    let paths = [path, SettingsFile.resolved(path)].flatMap { [SettingsFile.folder(of: $0), $0] }
    let exposed = paths.lazy.compactMap { path in Self.problem(at: path).map { (path, $0) } }.first
    guard let exposed else { return nil }
    (self.path, problem) = exposed
  }

  /// What is wrong with this file or folder itself; `nil` also where there is none.
  static func problem(at path: String) -> PrivateFile.Problem? {
    guard let facts = FileFacts(of: path) else { return nil }
    guard [0, geteuid()].contains(facts.owner) else { return .ownedByAnother }
    return facts.permissions & 0o022 == 0 ? nil : .openToOthers(mode: facts.permissions)
  }
}
