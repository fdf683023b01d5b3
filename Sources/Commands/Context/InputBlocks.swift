import Glibc

/// An input in the pieces in which it can be had, so that it never has to be in memory whole.
package struct InputBlocks {
  /// How many bytes there are, where that is known.
  package let size: Int?
  /// The next piece; an empty one is the end. Blocks the thread, but ends soon when its task is cancelled.
  package let next: () throws -> [UInt8]

  package init(size: Int?, next: @escaping () throws -> [UInt8]) {
    self.size = size
    self.next = next
  }

  /// One piece.
  package init(_ read: @escaping () throws -> [UInt8]) {
    var isRead = false
    self.init(size: nil) {
      defer { isRead = true }
      return isRead ? [] : try read()
    }
  }

  /// - Parameter onSilence: is called once when nothing has arrived for two seconds.
  init(_ file: OpenInput, onSilence: @escaping () -> Void) {
    var hasArrived = false
    self.init(size: file.size) {
      if !hasArrived, try !file.waits(milliseconds: 2000) { onSilence() }
      hasArrived = true
      while try !file.waits(milliseconds: 100) {}
      return try file.read()
    }
  }
}

extension Input {
  /// A file's bytes, piece by piece.
  package static func blocks(ofFile path: String) throws -> InputBlocks {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFailure.unreadable(path: path, code: errno) }
    return InputBlocks(OpenInput(descriptor, path: path), onSilence: {})
  }
}

extension Input {
  /// - Throws: ``InputFailure`` for a file that could not be read later either.
  static func checkReadable(_ path: String) throws {
    guard access(path, R_OK) == 0 else { throw InputFailure.unreadable(path: path, code: errno) }
  }
}

/// An open file that is read from its beginning to its end.
final class OpenInput {
  private let descriptor: Int32
  private let path: String

  init(_ descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Bytes that are still to come, where that is known.
  var size: Int? {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return max(0, Int(facts.st_size) - max(0, lseek(descriptor, 0, SEEK_CUR)))
  }

  /// - Returns: false when nothing has arrived in this time.
  /// - Throws: `CancellationError` when nobody wants it any more.
  func waits(milliseconds: Int32) throws -> Bool {
    try Task.checkCancellation()
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) != 0
  }

  func read() throws -> [UInt8] {
    let size = 64 << 10
    while true {
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        let result = Glibc.read(descriptor, buffer.baseAddress, size)
        if result < 0 { code = errno }
        count = max(0, result)
      }
      if code == 0 { return bytes }
      guard code == EINTR else { throw InputFailure.unreadable(path: path, code: code) }
    }
  }
}
