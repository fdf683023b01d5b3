import FileSystem
import RowEngine

/// An output that is written in one go: standard output, a device, or a file that takes its name when it is whole.
struct WholeOutput {
  /// `nil` and `-` are standard output.
  let path: String?
  /// Whether a file that exists is replaced.
  var force = false

  /// The file, if it is one that can be replaced.
  private var file: String? {
    guard let path, path != "-", !OutputPaths.isSpecial(path) else { return nil }
    return path
  }

  /// - Parameter inputs: what is read.
  /// - Throws: ``CommandFailure`` for an output that is an input, or cannot be, and ``ResumptionFailure`` for one that
  ///   exists, or that a run has begun.
  func check(inputs: [String], readsInput: Bool, in context: Context) throws {
    var rows = RowOptions()
    (rows.output, rows.force) = (path, force)
    let paths = file.map { OutputPaths($0) }
    try OutputIdentity(
      options: rows, outputs: paths?.atomicNames ?? [], inputs: inputs,
      readsInput: readsInput, reports: []
    ).check(in: context)
    try paths?.refuseInterrupted()
    if let file, !force, FileFacts(of: file) != nil { throw ResumptionFailure.exists(path: file) }
  }

  /// - Parameter body: writes piece by piece.
  /// - Throws: what the body and writing throw.
  func write(in context: Context, _ body: ((String) throws -> Void) throws -> Void) throws {
    guard let file else {
      let output = try path.flatMap { $0 == "-" ? nil : $0 }.map { try Output(device: $0) } ?? context.output
      return try Self.buffered(body) { try output.write($0) }
    }
    try Self.write(file: OutputPaths(file), mayReplace: force, body)
  }

  /// - Parameter mayReplace: whether a file that exists may be lost.
  /// - Throws: ``ResumptionFailure``, and what the body and writing throw; then nothing is left behind.
  static func write(
    file paths: OutputPaths, mayReplace: Bool, _ body: ((String) throws -> Void) throws -> Void
  ) throws {
    try AtomicOutput.write(paths, mayReplace: mayReplace) { output in
      try buffered(body) { try output.file.append($0) }
    }
  }

  /// Gathers pieces, so that few are written.
  static func buffered(
    _ body: ((String) throws -> Void) throws -> Void, to write: @escaping ([UInt8]) throws -> Void
  ) throws {
    var buffer: [UInt8] = []
    try body { text in
      buffer += text.utf8
      guard buffer.count > 64 << 10 else { return }
      try write(buffer)
      buffer = []
    }
    if !buffer.isEmpty { try write(buffer) }
  }
}
