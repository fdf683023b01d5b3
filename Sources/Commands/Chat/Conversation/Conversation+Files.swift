import ModelsAPI

/// What comes from files and goes to them.
extension Conversation {
  mutating func attach(_ path: String) throws {
    session.attachments.append(try PromptOptions.attachment(expandedPath(path)))
    try say("goes along with the next message: \(path)")
  }

  mutating func edit(_ text: String) async throws {
    let buffer = try EditorBuffer(text, in: context)
    defer { buffer.remove() }
    try await terminal.uninterrupted { try await buffer.edit() }
    let written = try buffer.text()
    guard !written.isBlank else { return try say("nothing was written, nothing is sent") }
    try await send(written)
  }

  func save(_ path: String) throws {
    try ChatFile(path: expandedPath(path)).save(ChatRecord(profile: connection.profile, session: session))
    try say("saved: \(path)")
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
