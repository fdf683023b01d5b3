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
  private var descriptor: Int32?
  private let readBytes: @Sendable (_ bound: InputBound, _ onSilence: () -> Void) throws -> [UInt8]
  private let openBlocks: @Sendable (_ onSilence: @escaping () -> Void) -> InputBlocks

  init(_ kind: Kind, read: @escaping @Sendable (_ onSilence: () -> Void) throws -> [UInt8]) {
    self.init(
      kind, read: { _, onSilence in try read(onSilence) },
      blocks: { onSilence in InputBlocks { try read(onSilence) } })
  }

  init(
    _ kind: Kind,
    read: @escaping @Sendable (_ bound: InputBound, _ onSilence: () -> Void) throws -> [UInt8],
    blocks: @escaping @Sendable (_ onSilence: @escaping () -> Void) -> InputBlocks
  ) {
    self.kind = kind
    readBytes = read
    openBlocks = blocks
  }

  /// Which file it is; `nil` for what is none of this process's descriptors.
  var identity: FileFacts.Identity? { descriptor.flatMap { FileFacts(ofDescriptor: $0)?.identity } }

  /// Everything up to its end.
  ///
  /// - Parameters:
  ///   - bound: reading stops where there is more.
  ///   - onSilence: is called once when nothing has arrived for two seconds.
  /// - Throws: ``InputFailure``.
  func readAll(upTo bound: InputBound, onSilence: () -> Void = {}) throws -> [UInt8] {
    try readBytes(bound, onSilence)
  }

  /// The same piece by piece.
  func blocks(onSilence: @escaping () -> Void = {}) -> InputBlocks { openBlocks(onSilence) }
}

/// An input, a file or standard input (`-`), that cannot be read.
enum InputFailure: Error, Equatable, Sendable {
  /// errno.
  case unreadable(path: String, code: Int32)
  /// There is more of it than anybody can mean.
  case tooLong(path: String, InputBound)
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
    var input = Input(kind(of: STDIN_FILENO)) { bound, onSilence in
      if !file.hasArrived(within: 2000) { onSilence() }
      return try contents(of: file, upTo: bound)
    } blocks: { onSilence in
      InputBlocks(file, onSilence: onSilence)
    }
    input.descriptor = STDIN_FILENO
    return input
  }

  /// A file's bytes.
  ///
  /// - Throws: ``InputFailure/unreadable(path:code:)``, ``InputFailure/tooLong(path:_:)``.
  static func file(_ path: String, upTo bound: InputBound) throws -> [UInt8] {
    try contents(of: opened(path), upTo: bound)
  }

  /// A text as it stands in a file, without the newline that ends it; a NUL is no text.
  ///
  /// - Throws: ``InputFailure``.
  static func text(_ path: String, upTo bound: InputBound) throws -> String {
    let bytes = try file(path, upTo: bound)
    guard !bytes.contains(0) else { throw InputFailure.notText(path: path) }
    return try text(in: bytes, of: path)
  }

  /// - Throws: ``InputFailure/notText(path:)``.
  static func text(in bytes: [UInt8], of path: String) throws -> String {
    // The text is large, perhaps: it is not made twice.
    guard let text = String(validating: bytes.withoutFinalNewline, as: UTF8.self) else {
      throw InputFailure.notText(path: path)
    }
    return text
  }

  /// - Throws: ``InputFailure/unreadable(path:code:)``.
  static func opened(_ path: String) throws -> OpenFile {
    do throws(FileFailure) {
      return try OpenFile(reading: path)
    } catch {
      throw InputFailure(error)
    }
  }

  private static func contents(of file: OpenFile, upTo bound: InputBound) throws -> [UInt8] {
    do throws(FileFailure) {
      return try file.rest(upTo: bound.bytes)
    } catch {
      throw error.code == EFBIG ? InputFailure.tooLong(path: file.path, bound) : InputFailure(error)
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

extension [UInt8] {
  /// The newline that ends a file is no part of its text.
  fileprivate var withoutFinalNewline: ArraySlice<UInt8> {
    let line = last == UInt8(ascii: "\n") ? dropLast() : self[...]
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }
}
