import CommandTree
import FileSystem
import Glibc
import Synchronization
import Terminal

/// Where bytes for the user go: standard output or standard error, or a test's buffer.
struct Output: Sendable {
  enum Failure: Error, Equatable, Sendable {
    /// Nobody reads any more, as after `| head`.
    case closed
    /// For example a full disk.
    case failed(code: Int32)
  }

  /// What is written may be anybody's words: on a terminal their control characters are shown, and nowhere else.
  private final class Filter: Sendable { let state = Mutex(ControlCharacterFilter()) }

  let isTerminal: Bool
  /// Which file it is, if it is one.
  private(set) var identity: FileFacts.Identity?
  private let filter: Filter?
  private let writeBytes: @Sendable ([UInt8]) throws -> Void

  init(isTerminal: Bool, write: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.isTerminal = isTerminal
    filter = isTerminal ? Filter() : nil
    writeBytes = write
  }

  /// Writes all bytes at once, without a buffer behind; on a terminal, a character that is cut waits for its end.
  func write(_ bytes: [UInt8]) throws {
    guard let filter else { return try writeBytes(bytes) }
    try writeIfAny(filter.state.withLock { $0.visible(bytes) })
  }

  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  /// The styles are ours, and count.
  func write(_ text: StyledText) throws {
    guard let filter else { return try writeBytes(Array(text.string.utf8)) }
    try writeIfAny(filter.state.withLock { text.bytes(showing: &$0) })
  }

  func line(_ text: String) throws {
    try write(text + "\n")
  }

  /// A line, or several, broken where a terminal would break them within words.
  func line(_ text: String, foldedTo width: Int) throws {
    try line(isTerminal ? LineWrapper(width: width).text(ControlCharacterFilter.visible(text)) : text)
  }

  /// What a progress line or a spinner draws, which moves the cursor; nobody else's words are in it.
  func draw(_ text: String) throws {
    try writeBytes(Array(text.utf8))
  }

  /// Shows what is left of a character whose end has never come.
  func finish() throws {
    guard let filter else { return }
    try writeIfAny(filter.state.withLock { $0.finish() })
  }

  private func writeIfAny(_ bytes: [UInt8]) throws {
    if !bytes.isEmpty { try writeBytes(bytes) }
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
    identity = FileFacts(ofDescriptor: descriptor)?.identity
  }

  /// A place that is no file which could be replaced, such as `/dev/tty`; it is closed when the process ends.
  init(device path: String) throws(FileFailure) {
    let descriptor = FileName.withPath(path) { Glibc.open($0, O_WRONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    self.init(descriptor: descriptor)
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
      try own.writeBytes(Array("\r\u{1B}[K".utf8) + bytes)
    }
  }
}
