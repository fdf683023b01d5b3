import Ledger
import ModelsAPI
import Terminal

/// What was said before, here and in other conversations.
extension Conversation {
  /// The last entries of the profile, or one of them whole.
  func showLog(_ argument: String) throws {
    let store = try neededStore
    guard !argument.isEmpty else { return try show(store.entries(having: [])) }
    guard let number = Int64(argument) else { throw ChatFailure.notANumber(argument, command: "log") }
    guard let entry = try store.entry(number) else { throw CommandFailure.noEntry(number) }
    try LogPage(entry).print { try say($0) }
  }

  /// Entries of the profile that have all of the words.
  func search(_ words: String) throws {
    try show(neededStore.entries(having: words.split(whereSeparator: \.isWhitespace).map(String.init)))
  }

  private func show(_ entries: [LedgerEntry]) throws {
    if entries.isEmpty { return try say("nothing is kept that fits") }
    for line in LogTable(entries, width: context.width).lines { try say(line) }
  }

  /// The conversations of the profile, each with its number for ``resume(_:)``.
  mutating func list() throws {
    let found = try neededStore.conversations(upTo: 20)
    listed = found.map(\.id)
    if found.isEmpty { return try say("no conversation is kept yet") }
    let rows = found.enumerated().map { index, conversation in
      [
        "\(index + 1)\(conversation.id == session.id ? "*" : "")", conversation.time, conversation.id,
        ModelRow.field(conversation.question),
      ]
    }
    for line in TextTable(rows, numeric: [0]).lines {
      try say(TextWidth.cut(line, to: max(40, context.width - 1)))
    }
  }

  /// Goes on with another conversation; the one before stays where it is kept.
  ///
  /// - Parameter name: a number of ``list()``, or an id.
  mutating func resume(_ name: String) throws {
    let store = try neededStore
    let ids = try listed ?? store.conversations(upTo: 20).map(\.id)
    let index = Int(name).map { $0 - 1 }
    let id = index.flatMap { ids.indices.contains($0) ? ids[$0] : nil } ?? name
    let resumed = try store.session(id)
    try connection.models.check(request(for: resumed), streamed: resumed.wantsStream)
    session = resumed
    isKept = true
    tellWhereItGoesOn()
  }

  /// Goes on from here as another conversation; this one stays as it is.
  mutating func fork() throws {
    _ = try neededStore
    session.id = ChatSession.freshID(at: context.now())
    keep()
    try say("goes on from here as conversation \(session.id)")
  }

  private var neededStore: ChatStore {
    get throws {
      guard let store else { throw ChatFailure.keepsNothing }
      return store
    }
  }
}
