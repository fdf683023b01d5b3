import Digest
import FileSystem
import FoundationEssentials
import ModelsAPI
import Synchronization

/// The conversations of this machine, one file for each, which nobody else may read.
struct ChatStore: Sendable {
  let folder: String
  let profile: String
  private let seen = SeenConversations()

  init(folder: String, profile: String) {
    self.folder = folder
    self.profile = profile
  }

  static func loss(_ reason: String) -> String { "the conversation is not kept: \(reason)" }

  /// Makes the folder; where that cannot be, it is a loss to be expected.
  func prepare(_ losses: LossWarning) {
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
    } catch {
      losses.expect(Self.loss("'\(folder)' \(error.words)"), for: .init(error))
    }
  }

  /// The same as ``keep(_:)``; what cannot be kept is said, and no reason to stop talking.
  ///
  /// - Returns: `nil` where it is not kept.
  func keep(_ session: ChatSession, _ losses: LossWarning, _ notes: Notes) -> String? {
    do throws(PrivateFile.Problem) {
      return try keep(session)
    } catch {
      losses.once(.init(error), Self.loss("'\(path(of: session.id))' \(error.words)"), notes.warn)
      return nil
    }
  }

  /// Writes it whole, so that a crash leaves the one before or this one.
  ///
  /// - Returns: the conversation's name: another one when another process has gone on with it meanwhile, whose turns
  ///   stay where they are.
  @discardableResult
  func keep(_ session: ChatSession) throws(PrivateFile.Problem) -> String {
    guard !session.isEmpty else { return session.id }
    try PrivateFile.makeFolder(folder)
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    var session = session
    // What cannot be read is replaced, as what is not there is made.
    if let bytes = try? PrivateFile(path(of: session.id)).read(), !seen.isLast(bytes, of: session.id) {
      session.id += "-\(UUID().uuidString.prefix(4).lowercased())"
    }
    let bytes = ChatRecord(profile: profile, session: session).bytes
    try PrivateFile(path(of: session.id)).replace(with: bytes, isDurable: false)
    seen.note(bytes, of: session.id)
    return session.id
  }

  private func lock() throws(PrivateFile.Problem) -> OpenFile {
    do throws(FileFailure) {
      return try OpenFile.locked(folder + ".lock", permissions: 0o600)
    } catch {
      throw .unwritable(code: error.code)
    }
  }

  /// - Throws: ``ChatFailure/noConversation(id:profile:)`` when there is none of that name.
  func session(_ id: String) throws -> ChatSession {
    guard Self.isName(id), ids.contains(id) else {
      throw ChatFailure.noConversation(id: id, profile: profile)
    }
    return try record(id).session
  }

  /// The conversation of this profile that was written to last.
  func last() throws -> ChatSession {
    guard let session = newest.lazy.compactMap(own).first else {
      throw ChatFailure.noConversation(id: nil, profile: profile)
    }
    return session
  }

  /// The conversations of this profile, the last first, each with what was asked in it first.
  func all() -> [(id: String, question: String)] {
    newest.compactMap(own).map { session in
      let question = session.transcript.first { $0.role == .user }?.content
      return (session.id, String(question?.split(separator: "\n").first ?? ""))
    }
  }

  /// `nil` for another profile's, and for a file that is no conversation: neither is what was meant.
  private func own(_ id: String) -> ChatSession? {
    guard let record = try? record(id), record.profile == profile else { return nil }
    return record.session
  }

  private var newest: [String] { ids.sorted { age($0) > age($1) } }

  private var ids: [String] {
    // A folder that is not there holds nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }
  }

  private func record(_ id: String) throws -> ChatRecord {
    let bytes = try PrivateFile(path(of: id)).read()
    seen.note(bytes, of: id)
    return try ChatRecord(bytes, path: path(of: id))
  }

  private func age(_ id: String) -> Date {
    let facts = try? FileManager.default.attributesOfItem(atPath: path(of: id))
    return facts?[.modificationDate] as? Date ?? .distantPast
  }

  private func path(of id: String) -> String { "\(folder)/\(id)\(Self.ending)" }

  private static let ending = ".jsonl"

  private static func isName(_ id: String) -> Bool { !id.isEmpty && !id.contains("/") && !id.hasPrefix(".") }
}

/// What this process knows of the files of conversations, by their names.
private final class SeenConversations: Sendable {
  private let digests = Mutex<[String: [UInt8]]>([:])

  func note(_ bytes: [UInt8], of id: String) {
    let digest = SHA256.digest(of: bytes)
    digests.withLock { $0[id] = digest }
  }

  func isLast(_ bytes: [UInt8], of id: String) -> Bool {
    let digest = SHA256.digest(of: bytes)
    return digests.withLock { $0[id] == digest }
  }
}

extension ChatSession {
  /// A name that sorts by time and that nobody else will choose.
  static func freshID(at now: Date) -> String {
    let moment = now.formatted(.iso8601).filter(\.isNumber)
    return "\(moment)-\(UUID().uuidString.prefix(4).lowercased())"
  }
}
