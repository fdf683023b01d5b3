import FileSystem
import Glibc

/// A conversation in a file of the person's own choice.
struct ChatFile {
  let path: String

  /// - Throws: ``ChatFailure/fileExists(_:)`` rather than to write over something else.
  func save(_ record: ChatRecord) throws {
    if access(path, F_OK) == 0, !holds(record.session) { throw ChatFailure.fileExists(path) }
    do {
      try PrivateFile(path).replace(with: record.bytes, isDurable: false)
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
