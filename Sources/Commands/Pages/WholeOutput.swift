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
  /// - Throws: ``CommandFailure`` for an output that is an input, or cannot be, and ``ResumptionFailure/exists(path:)``.
  func check(inputs: [String], readsInput: Bool, in context: Context) throws {
    var rows = RowOptions()
    (rows.output, rows.force) = (path, force)
    let paths = file.map { OutputPaths($0) }
    try OutputIdentity(
      options: rows, outputs: paths.map { [$0.file, $0.partial] } ?? [], inputs: inputs,
      readsInput: readsInput, reports: []
    ).check(in: context)
    if let file, !force, FileFacts(of: file) != nil { throw ResumptionFailure.exists(path: file) }
  }

  /// - Parameter body: writes piece by piece.
  /// - Throws: what the body and writing throw.
  func write(in context: Context, _ body: ((String) throws -> Void) throws -> Void) throws {
    guard let file else {
      let output = try path.flatMap { $0 == "-" ? nil : $0 }.map { try Output(device: $0) } ?? context.output
      return try Self.buffered(body) { try output.write($0) }
    }
    try Self.write(file: OutputPaths(file), body)
  }

  /// - Throws: what the body and writing throw; then nothing is left behind.
  static func write(file paths: OutputPaths, _ body: ((String) throws -> Void) throws -> Void) throws {
    let file = try OpenFile(writing: paths.partial)
    do {
      try file.cut(to: 0)
      try buffered(body) { try file.append($0) }
      try OpenFile.rename(paths.partial, to: paths.file)
    } catch {
      OpenFile.remove(paths.partial)
      throw error
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
