import FileSystem
import Glibc

/// The file behind a program's name, found as shells find it.
struct ExecutableFile {
  let path: String

  /// - Parameters:
  ///   - name: with a slash in it a path, else what is looked for in the folders.
  ///   - folders: as `PATH` has them; `nil` for the usual ones.
  /// - Throws: ``CommandFailure/programNotFound(_:)``, ``CommandFailure/programNotStarted(_:code:)``.
  init(_ name: String, in folders: String?) throws(CommandFailure) {
    let candidates = name.contains("/") ? [name] : Self.paths(of: name, folders ?? "/usr/bin:/bin")
    var obstacle: (path: String, code: Int32)?
    for path in candidates {
      guard let code = Self.obstacle(path) else {
        self.path = path
        return
      }
      if code != ENOENT, obstacle == nil { obstacle = (path, code) }
    }
    guard let obstacle else { throw .programNotFound(name) }
    throw .programNotStarted(obstacle.path, code: obstacle.code)
  }

  private static func paths(of name: String, _ folders: String) -> [String] {
    guard !name.isEmpty else { return [] }
    // An empty folder is the one where we are.
    return folders.split(separator: ":", omittingEmptySubsequences: false).map {
      "\($0.isEmpty ? "." : $0)/\(name)"
    }
  }

  /// Why the file cannot be run; `nil` where it can.
  private static func obstacle(_ path: String) -> Int32? {
    guard let facts = FileFacts(of: path) else { return errno == EACCES ? EACCES : ENOENT }
    guard facts.kind != .folder else { return EISDIR }
    return FileName.withPath(path, { access($0, X_OK) }) == 0 ? nil : EACCES
  }
}
