import Glibc

/// A file that is written at its end, in whole pieces.
final class OutputFile {
  let path: String
  private let descriptor: Int32

  /// Opens it, and makes it where there is none.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
  }

  /// Opens it for this process alone.
  ///
  /// - Throws: ``ResumptionFailure/busy(path:)`` when another process has it.
  static func locked(_ path: String) throws -> OutputFile {
    while true {
      let file = try OutputFile(path)
      guard try file.lock() else { throw ResumptionFailure.busy(path: path) }
      // Whoever had it before may have given it another name meanwhile.
      if file.isNamed { return file }
    }
  }

  deinit {
    // A child process that is just being made may still hold a copy.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  var length: Int {
    get throws {
      var facts = stat()
      try check(fstat(descriptor, &facts))
      return Int(facts.st_size)
    }
  }

  /// Cuts off what stands behind, and goes on there.
  func cut(to length: Int) throws {
    try check(ftruncate(descriptor, length))
    guard lseek(descriptor, length, SEEK_SET) == length else { throw FileFailure(path: path, code: errno) }
  }

  func append(_ bytes: [UInt8]) throws {
    try transfer(bytes) { rest, _ in write(descriptor, rest.baseAddress, rest.count) }
  }

  func put(_ bytes: [UInt8], at offset: Int) throws {
    try transfer(bytes) { rest, done in pwrite(descriptor, rest.baseAddress, rest.count, offset + done) }
  }

  /// All of it.
  func contents() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: try length)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw FileFailure(path: path, code: errno) }
    return Array(bytes[..<count])
  }

  /// Returns when it is on the disk.
  func synchronize() throws { try check(fsync(descriptor)) }

  /// Keeps other processes out for as long as this one lives.
  ///
  /// - Returns: false when another is in.
  private func lock() throws -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
    guard errno == EWOULDBLOCK else { throw FileFailure(path: path, code: errno) }
    return false
  }

  /// Whether the file is still known by its name.
  private var isNamed: Bool {
    var here = stat()
    var there = stat()
    return fstat(descriptor, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino
      && here.st_dev == there.st_dev
  }

  private func transfer(_ bytes: [UInt8], _ move: (UnsafeRawBufferPointer, Int) -> Int) throws {
    try bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = move(UnsafeRawBufferPointer(rebasing: bytes[done...]), done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw FileFailure(path: path, code: errno) }
        done += count
      }
    }
  }

  private func check(_ result: Int32) throws {
    guard result == 0 else { throw FileFailure(path: path, code: errno) }
  }
}
