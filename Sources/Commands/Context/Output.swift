import Glibc

/// Where bytes for the user go: standard output or standard error, or a test's buffer.
struct Output: Sendable {
  enum Failure: Error, Equatable, Sendable {
    /// Nobody reads any more, as after `| head`.
    case closed
    /// For example a full disk.
    case failed(code: Int32)
  }

  let isTerminal: Bool
  private let writeBytes: @Sendable ([UInt8]) throws -> Void

  init(isTerminal: Bool, write: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.isTerminal = isTerminal
    writeBytes = write
  }

  /// Writes all bytes at once, without a buffer behind.
  func write(_ bytes: [UInt8]) throws {
    try writeBytes(bytes)
  }

  func write(_ text: String) throws {
    try writeBytes(Array(text.utf8))
  }

  func line(_ text: String) throws {
    try write(text + "\n")
  }
}

extension Output {
  /// An open descriptor of this process.
  init(descriptor: Int32) {
    self.init(isTerminal: isatty(descriptor) == 1) { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          Self.waitUntilWritable(descriptor)
        } else if errno != EINTR {
          throw errno == EPIPE ? Failure.closed : Failure.failed(code: errno)
        }
      }
    }
  }

  /// A terminal that another program has made non-blocking takes what it can and refuses the rest for the moment.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    poll(&request, 1, -1)
  }
}

extension Output {
  /// The same, for notes that may come while a spinner is drawn: they begin at the left of an empty line.
  func clearingLine(for terminal: String?) -> Output {
    guard isTerminal, let terminal, !["", "dumb"].contains(terminal) else { return self }
    let own = self
    return Output(isTerminal: true) { bytes in
      try own.write(Array("\r\u{1B}[K".utf8) + bytes)
    }
  }
}
