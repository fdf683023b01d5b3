package import Glibc

/// Folders, which are made with all that lead to them.
package enum Folder {
  /// Makes a folder, and the folders above it, where they are missing.
  ///
  /// - Parameter permissions: for example `0o700`; what the process's mask forbids is left out.
  /// - Throws: ``FileFailure``.
  package static func make(_ path: String, permissions: mode_t = 0o777) throws(FileFailure) {
    guard !isMade(path, permissions) else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw FileFailure(path: path, code: errno)
    }
    try make(String(path[..<slash]), permissions: permissions)
    guard isMade(path, permissions) else { throw FileFailure(path: path, code: errno) }
  }

  private static func isMade(_ path: String, _ permissions: mode_t) -> Bool {
    FileName.withPath(path) { mkdir($0, permissions) } == 0 || errno == EEXIST
  }
}
