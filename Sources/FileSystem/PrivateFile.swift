import Glibc

/// A file that only its owner may read: refused where others could have read or written it, replaced as a whole.
package struct PrivateFile: Sendable {
  /// Why it cannot be used.
  package enum Problem: Error, Equatable, Sendable {
    case missing
    case notAFile
    case ownedByAnother
    /// The permission bits, for example `0o644`.
    case openToOthers(mode: UInt32)
    case unreadable(code: Int32)
    case unwritable(code: Int32)
  }

  /// Bytes; no file of ours comes near, and memory stays bounded when it is another's.
  private static let longest = 16 << 20

  /// Where it is, or will be.
  package let path: String

  /// Touches nothing yet.
  package init(_ path: String) { self.path = path }

  /// - Throws: ``Problem`` for a file that is not there, or that others could have read or written.
  package func read() throws(Problem) -> [UInt8] {
    let file: OpenFile
    do throws(FileFailure) {
      file = try OpenFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    } catch {
      throw Self.problem(opening: error.code)
    }
    try Self.examine(try Self.reading { () throws(FileFailure) in try file.facts })
    return try Self.reading { () throws(FileFailure) in try file.rest(upTo: Self.longest) }
  }

  private static func reading<Result>(_ body: () throws(FileFailure) -> Result) throws(Problem) -> Result {
    do throws(FileFailure) {
      return try body()
    } catch {
      throw .unreadable(code: error.code)
    }
  }

  /// Writes a new file beside this one and gives it this one's name, so that readers see the old or the new.
  ///
  /// - Parameter isDurable: whether it must be on the disk before the name changes; what can be had again need not.
  /// - Throws: ``Problem/notAFile`` where a device or a folder has the name, which must not be lost;
  ///   ``Problem/unwritable(code:)``.
  package func replace(with bytes: [UInt8], isDurable: Bool) throws(Problem) {
    do throws(FileFailure) {
      try OpenFile.replace(path, with: bytes, isDurable: isDurable)
    } catch {
      throw error.code == EEXIST ? .notAFile : .unwritable(code: error.code)
    }
  }

  /// A file that is not there is removed.
  ///
  /// - Throws: ``Problem/unwritable(code:)``.
  package func remove() throws(Problem) {
    guard FileName.withPath(path, { unlink($0) }) == 0 || errno == ENOENT else {
      throw .unwritable(code: errno)
    }
  }

  /// Makes a folder that only its owner may enter, and the folders above it.
  ///
  /// - Throws: ``Problem/unwritable(code:)``.
  package static func makeFolder(_ path: String) throws(Problem) {
    do throws(FileFailure) {
      try Folder.make(path, permissions: 0o700)
    } catch {
      throw .unwritable(code: error.code)
    }
  }

  /// Lets nobody but its owner use a folder from now on.
  ///
  /// - Returns: the permission bits that it had, where they let others in; `nil` where there is no folder, too.
  /// - Throws: ``Problem/ownedByAnother``, ``Problem/unwritable(code:)``.
  package static func closeFolder(_ path: String) throws(Problem) -> UInt32? {
    guard let facts = FileFacts(of: path), facts.kind == .folder else { return nil }
    guard facts.owner == geteuid() else { throw .ownedByAnother }
    guard facts.permissions & 0o077 != 0 else { return nil }
    guard chmod(path, 0o700) == 0 else { throw .unwritable(code: errno) }
    return facts.permissions
  }

  private static func problem(opening code: Int32) -> Problem {
    switch code {
    case ENOENT, ENOTDIR: .missing
    case ELOOP: .notAFile
    default: .unreadable(code: code)
    }
  }

  private static func examine(_ facts: FileFacts) throws(Problem) {
    guard facts.kind == .plain else { throw .notAFile }
    guard facts.owner == geteuid() else { throw .ownedByAnother }
    guard facts.permissions & 0o077 == 0 else { throw .openToOthers(mode: facts.permissions) }
  }
}
