import ModelsAPI
import Terminal

/// What comes from files and goes to them.
extension Conversation {
  mutating func attach(_ path: String) throws {
    let path = expandedPath(path)
    session.attachments.append(MessageAttachment(path: path, text: try PromptOptions.attachment(path)))
    try say("goes along with the next message: \(path)")
  }

  mutating func detach(_ path: String) throws {
    let expanded = expandedPath(path)
    guard let index = session.attachments.lastIndex(where: { $0.path == expanded }) else {
      throw ChatFailure.notAttached(path)
    }
    session.attachments.remove(at: index)
    try say("does not go along any more: \(path)")
  }

  mutating func edit(_ text: String) async throws {
    let buffer = try EditorBuffer(text, in: context)
    defer { buffer.remove() }
    try await terminal.uninterrupted { try await buffer.edit() }
    let written = try buffer.text()
    guard !written.isBlank else { return try say("nothing was written, nothing is sent") }
    // What is sent stands on the screen, as what is typed does.
    try await open(with: written)
  }

  func save(_ path: String) async throws {
    let file = ChatFile(path: expandedPath(path))
    if !file.mayBeWritten(for: session) {
      guard try await isWanted("overwrite '\(path)'? (y/N) ") else { return try say("not saved") }
    }
    try file.save(ChatRecord(profile: connection.profile, session: session))
    try say("saved: \(path)")
  }

  /// Whether the person says yes.
  private func isWanted(_ question: String) async throws -> Bool {
    switch try await terminal.confirm(question) {
    case .line(let answer): ["y", "yes"].contains(answer.trimmed.lowercased())
    case .interrupted, .end: false
    }
  }

  /// The conversation before stays where it is kept.
  mutating func load(_ path: String) throws {
    var loaded = try ChatFile(path: expandedPath(path)).load()
    try connection.models.check(request(for: loaded), streamed: loaded.wantsStream)
    loaded.id = ChatSession.freshID(at: context.now())
    session = loaded
    keep()
    try say("loaded: \(path), \(session.messages.count) messages")
  }

  private func expandedPath(_ path: String) -> String {
    FileNames(home: context.environment["HOME"]).expanded(path)
  }
}
