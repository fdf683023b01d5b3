import FileSystem
import Glibc

/// A conversation in a file of the person's own choice.
struct ChatFile {
  let path: String

  /// Whether nothing else would be lost.
  func mayBeWritten(for session: ChatSession) -> Bool {
    access(path, F_OK) != 0 || holds(session)
  }

  /// As Markdown where the name ends so, else as it can be loaded again.
  ///
  /// - Throws: ``ChatFailure/file(_:_:)``.
  func save(_ record: ChatRecord) throws {
    let isMarkdown = path.lowercased().hasSuffix(".md")
    let bytes = isMarkdown ? Array(ChatMarkdown(session: record.session).text.utf8) : record.bytes
    do {
      try PrivateFile(path).replace(with: bytes, isDurable: false)
    } catch {
      throw ChatFailure.file(path, error)
    }
  }

  func load() throws -> ChatSession {
    try ChatRecord(Input.file(path, upTo: .document), path: path).session
  }

  /// What cannot be read as a conversation is none.
  private func holds(_ session: ChatSession) -> Bool { (try? load().id) == session.id }
}
