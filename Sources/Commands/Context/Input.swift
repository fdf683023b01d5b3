import FileSystem
import Glibc

/// Standard input, and what kind of thing it is.
struct Input: Sendable {
  enum Kind: Sendable {
    case terminal
    /// A pipe, a socket or a file: somebody put something there to be read.
    case redirected
    /// Closed, or a device such as `/dev/null`.
    case nothing
  }

  let kind: Kind
  private let readBytes: @Sendable (_ onSilence: () -> Void) throws -> [UInt8]
  private let openBlocks: @Sendable (_ onSilence: @escaping () -> Void) -> InputBlocks

  init(_ kind: Kind, read: @escaping @Sendable (_ onSilence: () -> Void) throws -> [UInt8]) {
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
  func readAll(onSilence: () -> Void = {}) throws -> [UInt8] {
    try readBytes(onSilence)
  }

  /// The same piece by piece.
  func blocks(onSilence: @escaping () -> Void = {}) -> InputBlocks { openBlocks(onSilence) }
}

/// An input, a file or standard input (`-`), that cannot be read.
enum InputFailure: Error, Equatable, Sendable {
  /// errno.
  case unreadable(path: String, code: Int32)
  /// It is not UTF-8.
  case notText(path: String)
  case notJSON(path: String, reason: String)
  /// Nothing was given for what is named.
  case missing(String)

  init(_ failure: FileFailure) { self = .unreadable(path: failure.path, code: failure.code) }
}

extension Input {
  static var standard: Input {
    let file = OpenFile(descriptor: STDIN_FILENO, named: "-")
    return Input(kind(of: STDIN_FILENO)) { onSilence in
      if !file.hasArrived(within: 2000) { onSilence() }
      return try contents(of: file)
    } blocks: { onSilence in
      InputBlocks(file, onSilence: onSilence)
    }
  }

  /// A file's bytes.
  ///
  /// - Throws: ``InputFailure/unreadable(path:code:)``.
  static func file(_ path: String) throws -> [UInt8] { try contents(of: opened(path)) }

  /// - Throws: ``InputFailure/unreadable(path:code:)``.
  static func opened(_ path: String) throws -> OpenFile {
    do throws(FileFailure) {
      return try OpenFile(reading: path)
    } catch {
      throw InputFailure(error)
    }
  }

  private static func contents(of file: OpenFile) throws -> [UInt8] {
    do throws(FileFailure) {
      return try file.rest()
    } catch {
      throw InputFailure(error)
    }
  }

  private static func kind(of descriptor: Int32) -> Kind {
    switch FileFacts(ofDescriptor: descriptor)?.kind {
    case .plain, .stream: .redirected
    case .folder, .link, .other: isatty(descriptor) == 1 ? .terminal : .nothing
    case nil: .nothing
    }
  }
}
