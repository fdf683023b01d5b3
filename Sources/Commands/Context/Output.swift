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

  /// What is written may be anybody's words: on a terminal their control characters are shown, and what is prose is
  /// broken between words; nowhere else.
  private final class Screen: Sendable {
    let text = Mutex(ScreenText())
    /// Columns of what is drawn over itself in the line where the cursor is.
    let drawn = Mutex(0)
  }

  let isTerminal: Bool
  private var descriptor: Int32?
  private let screen: Screen?
  private let columns: @Sendable () -> Int
  private let writeBytes: @Sendable ([UInt8]) throws -> Void

  /// - Parameter columns: of the terminal; asked anew for each piece of prose, because windows change.
  init(
    isTerminal: Bool, columns: @escaping @Sendable () -> Int = { 80 },
    write: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.isTerminal = isTerminal
    self.columns = columns
    screen = isTerminal ? Screen() : nil
    writeBytes = write
  }

  /// How wide the screen is, asked anew each time; `nil` for what is none.
  var screenColumns: (@Sendable () -> Int)? { isTerminal ? columns : nil }

  /// Which file it is; `nil` for what is none of this process's descriptors.
  var identity: FileFacts.Identity? { descriptor.flatMap { FileFacts(ofDescriptor: $0)?.identity } }

  /// Writes all bytes at once, without a buffer behind; on a terminal, a character that is cut waits for its end.
  func write(_ bytes: [UInt8]) throws {
    guard let screen else { return try writeBytes(bytes) }
    try show(screen.text.withLock { $0.data(bytes) })
  }

  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }

  func line(_ text: String) throws {
    try write(text + "\n")
  }

  /// Writes a piece of a text for people, whose styles are ours and count; on a terminal its last word waits for its end.
  func write(prose text: StyledText) throws {
    guard let screen else { return try writeBytes(Array(text.string.utf8)) }
    try show(screen.text.withLock { $0.prose(text, width: columns()) })
  }

  /// A line for people, or several.
  ///
  /// - Parameter margin: where a terminal continues it, if not where its own beginning says.
  func line(prose text: StyledText, continuedAt margin: Int? = nil) throws {
    let text = text + StyledText("\n")
    guard let screen else { return try writeBytes(Array(text.string.utf8)) }
    try show(screen.text.withLock { $0.prose(text, width: columns(), continuedAt: margin) + $0.finish() })
  }

  func line(prose text: String, continuedAt margin: Int? = nil) throws {
    try line(prose: StyledText(text), continuedAt: margin)
  }

  /// What a progress line or a spinner draws over itself; whatever is written meanwhile takes its place. Nobody else's
  /// words are in it.
  func draw(_ text: String) throws {
    guard let screen else { return try writeBytes(Array(text.utf8)) }
    try screen.drawn.withLock { drawn in
      // What ends so leaves nothing.
      drawn = text.hasSuffix("\r") ? 0 : TextWidth.columns(of: text)
      try writeBytes(Array(text.utf8))
    }
  }

  /// What a terminal is to do; nobody else's words are in it.
  func send(command: String) throws {
    try writeBytes(Array(command.utf8))
  }

  /// Shows what is left of a word or a character whose end has never come; what comes next is another text.
  func finish() throws {
    guard let screen else { return }
    try show(screen.text.withLock { $0.finish() })
  }

  private func show(_ bytes: [UInt8]) throws {
    guard !bytes.isEmpty, let screen else { return }
    try screen.drawn.withLock { drawn in
      let erasing = drawn == 0 ? "" : "\r\(String(repeating: " ", count: drawn))\r"
      drawn = 0
      try writeBytes(Array(erasing.utf8) + bytes)
    }
  }
}

extension Output {
  /// An open descriptor of this process.
  ///
  /// - Parameter givesUp: whether what nobody takes at once is not worth waiting for any more; asked while it is waited for.
  init(
    descriptor: Int32, environment: [String: String] = [:], givesUp: (@Sendable () -> Bool)? = nil
  ) {
    let columns: @Sendable () -> Int = {
      TerminalFacts(of: descriptor, environment: environment).size.columns
    }
    let pieces = Pieces()
    self.init(isTerminal: isatty(descriptor) == 1, columns: columns) { bytes in
      guard let givesUp else { return try Self.write(bytes[...], to: descriptor) { false } }
      try pieces.order.withLock { _ in
        var rest = bytes[...]
        while !rest.isEmpty {
          try Self.wait(for: descriptor, unless: givesUp)
          // A pipe that takes anything takes this many without waiting (pipe(7)).
          let piece = rest.prefix(Int(PIPE_BUF))
          try Self.write(piece, to: descriptor, unless: givesUp)
          rest = rest.dropFirst(piece.count)
        }
      }
    }
    self.descriptor = descriptor
  }

  /// A place that is no file which could be replaced, such as `/dev/tty`; it is closed when the process ends.
  init(device path: String) throws(FileFailure) {
    let descriptor = FileName.withPath(path) { Glibc.open($0, O_WRONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    self.init(descriptor: descriptor)
  }

  /// A log, which goes on where it is there already; a new one can be read by its owner alone.
  init(log path: String) throws(FileFailure) {
    let descriptor = FileName.withPath(path) {
      Glibc.open($0, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0o600)
    }
    guard descriptor >= 0 else { throw FileFailure(path: path, code: errno) }
    self.init(descriptor: descriptor)
  }

  /// Nowhere.
  static let nowhere = Output(isTerminal: false) { _ in }

  /// What is written in pieces stays together, whoever else writes meanwhile.
  private final class Pieces: Sendable { let order = Mutex(()) }

  private static func write(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32, unless givesUp: () -> Bool
  ) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // A terminal that another program has made non-blocking refuses the rest for the moment.
        try wait(for: descriptor, unless: givesUp)
      } else if errno != EINTR {
        throw errno == EPIPE ? Failure.closed : Failure.failed(code: errno)
      }
    }
  }

  private static func wait(for descriptor: Int32, unless givesUp: () -> Bool) throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // A signal that comes now ends the wait as well, and is what may be the reason to give up.
    while poll(&request, 1, 100) <= 0 {
      if givesUp() { throw Failure.closed }
    }
  }
}
