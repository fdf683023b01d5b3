import Glibc

/// Standard input, and what kind of thing it is.
package struct Input: Sendable {
  package enum Kind: Sendable {
    case terminal
    /// A pipe, a socket or a file: somebody put something there to be read.
    case redirected
    /// Closed, or a device such as `/dev/null`.
    case nothing
  }

  package let kind: Kind
  private let readBytes: @Sendable (_ onSilence: () -> Void) throws -> [UInt8]
  private let openBlocks: @Sendable (_ onSilence: @escaping () -> Void) -> InputBlocks

  package init(_ kind: Kind, read: @escaping @Sendable (_ onSilence: () -> Void) throws -> [UInt8]) {
    self.init(kind, read: read) { onSilence in InputBlocks { try read(onSilence) } }
  }

  init(
    _ kind: Kind, read: @escaping @Sendable (_ onSilence: () -> Void) throws -> [UInt8],
    blocks: @escaping @Sendable (_ onSilence: @escaping () -> Void) -> InputBlocks
  ) {
    self.kind = kind
    readBytes = read
    openBlocks = blocks
  }

  /// Everything up to its end.
  ///
  /// - Parameter onSilence: is called once when nothing has arrived for two seconds.
  /// - Throws: ``InputFailure``.
  package func readAll(onSilence: () -> Void = {}) throws -> [UInt8] {
    try readBytes(onSilence)
  }

  /// The same piece by piece.
  package func blocks(onSilence: @escaping () -> Void = {}) -> InputBlocks { openBlocks(onSilence) }
}

/// An input, named or standard, that cannot be read.
package enum InputFailure: Error, Equatable, Sendable {
  case unreadable(path: String, code: Int32)
  /// `purpose` says what should have been text.
  case notText(path: String)
  case notJSON(path: String, reason: String)
  case missing(String)
}

extension Input {
  package static var standard: Input {
    Input(kind(of: STDIN_FILENO)) { onSilence in
      waitForFirstByte(onSilence)
      return try contents(of: STDIN_FILENO, path: "-")
    } blocks: { onSilence in
      InputBlocks(OpenInput(STDIN_FILENO, path: "-"), onSilence: onSilence)
    }
  }

  /// A file's bytes.
  package static func file(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFailure.unreadable(path: path, code: errno) }
    defer { close(descriptor) }
    return try contents(of: descriptor, path: path)
  }

  private static func kind(of descriptor: Int32) -> Kind {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return .nothing }
    switch facts.st_mode & S_IFMT {
    case S_IFIFO, S_IFREG, S_IFSOCK: return .redirected
    default: return isatty(descriptor) == 1 ? .terminal : .nothing
    }
  }

  private static func waitForFirstByte(_ onSilence: () -> Void) {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if poll(&request, 1, 2000) == 0 { onSilence() }
  }

  private static func contents(of descriptor: Int32, path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw InputFailure.unreadable(path: path, code: errno) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
