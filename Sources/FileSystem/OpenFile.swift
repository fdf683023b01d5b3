package import Glibc

/// An open file; it is closed with its last reference.
///
/// Signals that interrupt a call are no matter of its users. Several threads may read what stands at an offset.
package final class OpenFile: Sendable {
  /// As it was opened; `-` may stand for standard input.
  package let path: String
  private let descriptor: Int32
  private let isOwned: Bool

  /// Opens a file to be read.
  ///
  /// - Throws: ``FileFailure``.
  package convenience init(reading path: String) throws(FileFailure) {
    try self.init(path, O_RDONLY)
  }

  /// Opens a file to be read and written from its beginning, and makes it where there is none.
  ///
  /// - Throws: ``FileFailure``.
  package convenience init(writing path: String, permissions: mode_t = 0o666) throws(FileFailure) {
    try self.init(path, O_RDWR | O_CREAT, permissions)
    FileChange.observer?(.opened(path: path))
  }

  /// Makes a file for writing where nothing is yet, not even a link.
  ///
  /// - Throws: ``FileFailure``, with `EEXIST` where something is.
  package convenience init(creating path: String, permissions: mode_t = 0o666) throws(FileFailure) {
    try self.init(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, permissions)
    FileChange.observer?(.opened(path: path))
  }

  /// What is open already, and is left so.
  package init(descriptor: Int32, named path: String) {
    self.path = path
    self.descriptor = descriptor
    isOwned = false
  }

  init(owning descriptor: Int32, named path: String) {
    self.path = path
    self.descriptor = descriptor
    isOwned = true
  }

  /// - Parameter flags: of open(2).
  init(_ path: String, _ flags: Int32, _ permissions: mode_t = 0) throws(FileFailure) {
    self.path = path
    descriptor = FileName.withPath(path) { open($0, flags | O_CLOEXEC, permissions) }
    isOwned = true
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
  }

  deinit {
    guard isOwned, descriptor >= 0 else { return }
    // A child process that is just being made may still hold a copy.
    unlock()
    close(descriptor)
  }

  /// - Throws: ``FileFailure``.
  package var facts: FileFacts {
    get throws(FileFailure) {
      guard let facts = FileFacts(ofDescriptor: descriptor) else { throw failure }
      return facts
    }
  }

  private var failure: FileFailure { FileFailure(path: path, code: errno) }

  private func check(_ result: Int32) throws(FileFailure) {
    guard result == 0 else { throw failure }
  }
}

/// All of these throw ``FileFailure``.
extension OpenFile {
  /// Reads on until the buffer is full.
  ///
  /// - Returns: how many bytes were read; fewer only at the end.
  /// - Throws: ``FileFailure`` when the system cannot read, as from a folder.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
    try fill(buffer) { rest, _ in read(descriptor, rest.baseAddress, rest.count) }
  }

  /// Reads what stands at the offset.
  ///
  /// - Throws: ``FileFailure`` when the system cannot read.
  package func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileFailure) -> Int {
    try fill(buffer) { rest, done in pread(descriptor, rest.baseAddress, rest.count, offset + done) }
  }

  /// Reads what has arrived, but not more than so many bytes; nothing at the end.
  ///
  /// - Throws: ``FileFailure`` when the system cannot read.
  package func block(upTo size: Int) throws(FileFailure) -> [UInt8] {
    while true {
      var result = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        result = read(descriptor, buffer.baseAddress, size)
        count = max(0, result)
      }
      if result >= 0 { return bytes }
      guard errno == EINTR else { throw failure }
    }
  }

  /// Reads on to the end.
  ///
  /// - Parameter limit: bytes; whoever has more fails with `EFBIG`.
  /// - Throws: ``FileFailure`` when the system cannot read.
  package func rest(upTo limit: Int = .max) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let block = try block(upTo: 64 << 10)
      guard !block.isEmpty else { return bytes }
      bytes += block
      guard bytes.count <= limit else { throw FileFailure(path: path, code: EFBIG) }
    }
  }

  /// All of a plain file, wherever it was read to.
  ///
  /// - Throws: ``FileFailure`` when the system cannot read.
  package func contents() throws(FileFailure) -> [UInt8] { try bytes(0..<facts.size) }

  /// What stands there; less at the end.
  ///
  /// - Throws: ``FileFailure`` when the system cannot read.
  package func bytes(_ range: Range<Int>) throws(FileFailure) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 1)
    defer { buffer.deallocate() }
    return Array(buffer[..<(try fill(buffer, at: range.lowerBound))])
  }

  /// How many bytes are still to be read, where that is known: of a plain file.
  package var bytesToCome: Int? {
    guard let facts = try? facts, facts.kind == .plain else { return nil }
    return max(0, facts.size - max(0, lseek(descriptor, 0, SEEK_CUR)))
  }

  /// - Returns: false when nothing has arrived in this time.
  package func hasArrived(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) != 0
  }

  /// Tells the system that the file is read from its beginning to its end.
  package func adviseSequentialReading() {
    // Only advice: what cannot take it is read all the same.
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  private func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ move: (UnsafeMutableRawBufferPointer, Int) -> Int
  ) throws(FileFailure) -> Int {
    var done = 0
    while done < buffer.count {
      let count = move(UnsafeMutableRawBufferPointer(rebasing: buffer[done...]), done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure }
      guard count > 0 else { break }
      done += count
    }
    return done
  }
}

/// All of these throw ``FileFailure``.
extension OpenFile {
  /// Writes all bytes where the file was written to.
  ///
  /// - Throws: ``FileFailure`` when not everything could be written: a full disk, a closed pipe.
  package func append(_ bytes: [UInt8]) throws(FileFailure) {
    try transfer(bytes) { rest, _ in write(descriptor, rest.baseAddress, rest.count) }
    guard let observer = FileChange.observer else { return }
    observer(.wrote(path: path, offset: lseek(descriptor, 0, SEEK_CUR) - bytes.count, bytes: bytes))
  }

  /// Writes all bytes at the offset.
  ///
  /// - Throws: ``FileFailure`` when not everything could be written.
  package func put(_ bytes: [UInt8], at offset: Int) throws(FileFailure) {
    try transfer(bytes) { rest, done in pwrite(descriptor, rest.baseAddress, rest.count, offset + done) }
    FileChange.observer?(.wrote(path: path, offset: offset, bytes: bytes))
  }

  /// Cuts off what stands behind, and goes on there.
  ///
  /// - Throws: ``FileFailure`` when the system refuses.
  package func cut(to length: Int) throws(FileFailure) {
    try check(ftruncate(descriptor, length))
    guard lseek(descriptor, length, SEEK_SET) == length else { throw failure }
    FileChange.observer?(.cut(path: path, length: length))
  }

  /// Returns when it is on the disk; of a folder, the names in it.
  ///
  /// - Throws: ``FileFailure`` when the disk did not take it.
  package func synchronize() throws(FileFailure) {
    try check(fsync(descriptor))
    FileChange.observer?(.synchronized(path: path))
  }

  /// Returns when its bytes are on the disk; when it was changed and the like may be forgotten.
  ///
  /// - Throws: ``FileFailure`` when the disk did not take it.
  package func synchronizeBytes() throws(FileFailure) {
    try check(fdatasync(descriptor))
    FileChange.observer?(.synchronized(path: path))
  }

  /// Lets nobody but its owner read and write it from now on.
  ///
  /// - Throws: ``FileFailure`` when the system refuses, as for a file of another user.
  package func restrictToOwner() throws(FileFailure) { try check(fchmod(descriptor, 0o600)) }

  private func transfer(
    _ bytes: [UInt8], _ move: (UnsafeRawBufferPointer, Int) -> Int
  ) throws(FileFailure) {
    let code = bytes.withUnsafeBytes { bytes -> Int32? in
      var done = 0
      while done < bytes.count {
        let count = move(UnsafeRawBufferPointer(rebasing: bytes[done...]), done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        done += count
      }
      return nil
    }
    if let code { throw FileFailure(path: path, code: code) }
  }
}

/// Locks between processes, which end with their holder, even a killed one (flock(2)).
extension OpenFile {
  /// Opens a file for this process alone, and makes it where there is none; waits for others that have it.
  ///
  /// - Throws: ``FileFailure``.
  package static func locked(_ path: String, permissions: mode_t = 0o666) throws(FileFailure) -> OpenFile {
    while true {
      let file = try OpenFile(writing: path, permissions: permissions)
      if try file.lock(waits: true), try file.isStillNamed { return file }
    }
  }

  /// The same without waiting.
  ///
  /// - Returns: `nil` when another process has it.
  /// - Throws: ``FileFailure``.
  package static func lockedIfFree(_ path: String) throws(FileFailure) -> OpenFile? {
    while true {
      let file = try OpenFile(writing: path)
      guard try file.lock() else { return nil }
      if try file.isStillNamed { return file }
    }
  }

  /// Whoever had it before may have given it another name, or its name to another file.
  private var isStillNamed: Bool {
    get throws(FileFailure) { FileFacts(of: path)?.identity == (try facts.identity) }
  }

  /// Keeps other processes out for as long as this one lives, or until ``unlock()``.
  ///
  /// - Returns: false when another is in.
  /// - Throws: ``FileFailure``.
  func lock(waits: Bool = false) throws(FileFailure) -> Bool {
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      guard errno == EINTR else { throw failure }
    }
    return true
  }

  func unlock() { flock(descriptor, LOCK_UN) }
}
