import Glibc

/// What becomes of the names of files.
extension OpenFile {
  /// Writes a new file beside this one, which only its owner may read and write, and gives it this one's name, so that
  /// readers see the old or the new.
  ///
  /// - Parameter isDurable: whether it must be on the disk before the name changes, and the name before this returns.
  /// - Throws: ``FileFailure``, with `EEXIST` where a device, a pipe or a folder has the name, or a link leads to one:
  ///   whoever put it there meant it, and `/dev/null` is everybody's. Then nothing is left behind.
  package static func replace(
    _ path: String, with bytes: [UInt8], isDurable: Bool
  ) throws(FileFailure) {
    let facts = FileFacts(of: path)
    guard facts == nil || facts?.kind == .plain else { throw FileFailure(path: path, code: EEXIST) }
    var name = (FileName.bytes(of: path) + Array(".XXXXXX".utf8) + [0]).map { CChar(bitPattern: $0) }
    // mkstemp creates with 0600.
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    do throws(FileFailure) {
      let file = OpenFile(owning: descriptor, named: path)
      try file.append(bytes)
      if isDurable { try file.synchronize() }
      guard FileName.withPath(path, { Glibc.rename(name, $0) }) == 0 else {
        throw FileFailure(path: path, code: errno)
      }
    } catch {
      unlink(name)
      throw error
    }
    if isDurable { synchronizeFolder(of: path) }
  }

  /// A file without a name, which is gone with its last reference; its bytes may be on the disk.
  ///
  /// - Parameter folder: where there is space for it.
  /// - Throws: ``FileFailure`` of the folder.
  package static func unnamed(in folder: String) throws(FileFailure) -> OpenFile {
    var name = (FileName.bytes(of: folder) + Array("/sfmodels.XXXXXX".utf8) + [0]).map {
      CChar(bitPattern: $0)
    }
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw FileFailure(path: folder, code: errno) }
    unlink(name)
    // Children need not have it.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return OpenFile(owning: descriptor, named: folder)
  }

  /// Gives a file another name, in place of what has it.
  ///
  /// - Throws: ``FileFailure`` of the new name.
  package static func rename(_ path: String, to name: String) throws(FileFailure) {
    let result = FileName.withPath(path) { path in FileName.withPath(name) { Glibc.rename(path, $0) } }
    guard result == 0 else { throw FileFailure(path: name, code: errno) }
    FileChange.observer?(.renamed(path: path, to: name))
  }

  /// Takes the name from a file; one that has none is left alone.
  package static func remove(_ path: String) {
    FileName.withPath(path) { _ = unlink($0) }
    FileChange.observer?(.removed(path: path))
  }

  /// Returns when the names in a file's folder are on the disk.
  package static func synchronizeFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    // Not every file system can do it; the file itself is on the disk.
    try? OpenFile(reading: folder).synchronize()
  }

  /// The path of a file without links; `nil` where it leads nowhere.
  package static func realPath(_ path: String) -> String? {
    guard let real = FileName.withPath(path, { realpath($0, nil) }) else { return nil }
    defer { free(real) }
    return FileName.text(of: UnsafeRawBufferPointer(start: real, count: strlen(real)))
  }
}
