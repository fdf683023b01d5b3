import FileSystem
import FoundationEssentials
import ModelsAPI

/// The conversations of this machine, one file for each, which nobody else may read.
struct ChatStore: Sendable {
  let folder: String
  let profile: String

  /// Writes it whole, so that a crash leaves the one before or this one.
  func keep(_ session: ChatSession) throws {
    guard !session.isEmpty else { return }
    try PrivateFile.makeFolder(folder)
    try PrivateFile(path(of: session.id))
      .replace(with: ChatRecord(profile: profile, session: session).bytes, isDurable: false)
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
    try ChatRecord(PrivateFile(path(of: id)).read(), path: path(of: id))
  }

  private func age(_ id: String) -> Date {
    let facts = try? FileManager.default.attributesOfItem(atPath: path(of: id))
    return facts?[.modificationDate] as? Date ?? .distantPast
  }

  private func path(of id: String) -> String { "\(folder)/\(id)\(Self.ending)" }

  private static let ending = ".jsonl"

  private static func isName(_ id: String) -> Bool { !id.isEmpty && !id.contains("/") && !id.hasPrefix(".") }
}

extension ChatSession {
  /// A name that sorts by time and that nobody else will choose.
  static func freshID(at now: Date) -> String {
    let moment = now.formatted(.iso8601).filter(\.isNumber)
    return "\(moment)-\(UUID().uuidString.prefix(4).lowercased())"
  }
}
