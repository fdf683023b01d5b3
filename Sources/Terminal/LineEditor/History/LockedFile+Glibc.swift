import Glibc

/// A file of one's own (0600), for as long as this exists: other programs that ask for it wait.
struct LockedFile: ~Copyable {
  private let path: String
  private let descriptor: CInt

  init(_ path: String) throws(TerminalError) {
    self.path = path
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw .refused(call: "open", code: errno) }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      if Self.isStill(at: path, descriptor) {
        self.descriptor = descriptor
        _ = fchmod(descriptor, 0o600)
        return
      }
      // Meanwhile somebody has replaced it.
      close(descriptor)
    }
  }

  deinit {
    close(descriptor)
  }

  func read() throws(TerminalError) -> [UInt8] {
    var (bytes, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
      let count = pread(descriptor, &part, part.count, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .refused(call: "read", code: errno) }
      guard count > 0 else { return bytes }
      bytes += part[..<count]
    }
  }

  /// Adds a line; one that was torn before it stays apart.
  func append(_ line: [UInt8]) throws(TerminalError) {
    var last: UInt8 = 10
    let size = lseek(descriptor, 0, SEEK_END)
    if size > 0 { _ = pread(descriptor, &last, 1, size - 1) }
    try Self.write((last == 10 ? [] : [10]) + line, to: descriptor)
  }

  /// Puts other content in its place, in one step.
  func replace(by bytes: [UInt8]) throws(TerminalError) {
    let other = path + ".new"
    let descriptor = open(other, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .refused(call: "open", code: errno) }
    defer { close(descriptor) }
    try Self.write(bytes, to: descriptor)
    guard rename(other, path) == 0 else { throw .refused(call: "rename", code: errno) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: CInt) throws(TerminalError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw .refused(call: "write", code: errno) }
      rest = rest.dropFirst(max(0, count))
    }
  }

  private static func isStill(at path: String, _ descriptor: CInt) -> Bool {
    var (own, other) = (Glibc.stat(), Glibc.stat())
    return fstat(descriptor, &own) == 0 && stat(path, &other) == 0
      && own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }
}
