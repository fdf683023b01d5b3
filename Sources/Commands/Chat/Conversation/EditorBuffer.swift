import FileSystem
import Glibc

/// A message that is written in an editor of the person's own, in a file that nobody else may read.
struct EditorBuffer: Sendable {
  private let path: String
  private let editor: TextEditor

  init(_ text: String, in context: Context) throws {
    editor = TextEditor(context)
    let folder = context.variable("TMPDIR") ?? "/tmp"
    var name = Array("\(folder)/sfmodels-XXXXXX.md".utf8CString)
    // It is created with 0600.
    let descriptor = mkstemps(&name, 3)
    path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw ChatFailure.file(path, .unwritable(code: errno)) }
    close(descriptor)
    if !text.isEmpty { try PrivateFile(path).replace(with: Array((text + "\n").utf8), isDurable: false) }
  }

  /// Returns when the editor has ended; it has the terminal until then.
  ///
  /// - Throws: ``CommandFailure/editorFailed(_:)``.
  func edit() async throws { try await editor.edit(path) }

  func text() throws -> String { try Input.text(path, upTo: .prompt) }

  /// A file that somebody else has removed already is removed.
  func remove() { unlink(path) }
}
