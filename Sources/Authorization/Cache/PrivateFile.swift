import Glibc

/// A file that only its owner may read: refused where others could have read or written it, replaced as a whole.
package struct PrivateFile: Sendable {
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

  package let path: String

  package init(_ path: String) { self.path = path }

  package func read() throws(Problem) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.problem(opening: errno) }
    defer { close(descriptor) }
    try Self.examine(descriptor)
    return try Self.contents(of: descriptor)
  }

  /// Writes a new file beside this one and gives it this one's name, so that readers see the old or the new.
  ///
  /// - Parameter isDurable: whether it must be on the disk before the name changes; what can be had again need not.
  package func replace(with bytes: [UInt8], isDurable: Bool) throws(Problem) {
    var name = Array("\(path).XXXXXX".utf8CString)
    // mkstemp creates with 0600.
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw .unwritable(code: errno) }
    var failure = Self.write(bytes, to: descriptor)
    if failure == nil, isDurable, fsync(descriptor) != 0 { failure = errno }
    guard close(descriptor) == 0, failure == nil, rename(name, path) == 0 else {
      let code = failure ?? errno
      unlink(name)
      throw .unwritable(code: code)
    }
  }

  package func remove() throws(Problem) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .unwritable(code: errno) }
  }

  /// Makes a folder that only its owner may enter, and the folders above it.
  package static func makeFolder(_ path: String) throws(Problem) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw .unwritable(code: errno)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .unwritable(code: errno) }
  }

  private static func problem(opening code: Int32) -> Problem {
    switch code {
    case ENOENT, ENOTDIR: .missing
    case ELOOP: .notAFile
    default: .unreadable(code: code)
    }
  }

  private static func examine(_ descriptor: Int32) throws(Problem) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .unreadable(code: errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    guard facts.st_uid == geteuid() else { throw .ownedByAnother }
    guard facts.st_mode & 0o077 == 0 else { throw .openToOthers(mode: facts.st_mode & 0o777) }
  }

  private static func contents(of descriptor: Int32) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(code: errno) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= longest else { throw .unreadable(code: EFBIG) }
    }
  }

  /// The error's code; `nil` when all is written.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}
