import ModelsAPI
import Testing
import Wire

@testable import Commands

struct ChatSessionTests {
  private static func reply(_ text: String, id: String? = "g", usage: Usage? = nil) -> Reply {
    Reply(
      id: nil, generations: [Generation(id: id, text: text)], usage: usage, answeringModel: nil,
      requestID: nil, body: [])
  }

  /// What happens in a conversation.
  enum Step: Sendable {
    case ask(String)
    case answer(String)
    case reopen, undo
  }

  private static func session(_ steps: [Step]) -> ChatSession {
    var session = ChatSession(id: "1", model: "m")
    for step in steps {
      switch step {
      case .ask(let text): session.ask(text)
      case .answer(let text): session.take(reply(text))
      case .reopen: _ = session.reopen()
      case .undo: _ = session.undo()
      }
    }
    return session
  }

  @Test(
    arguments: [
      ([], []),
      ([.ask("a")], ["user a"]),
      ([.ask("a"), .answer("b")], ["user a", "assistant b"]),
      ([.ask("a"), .answer("")], ["user a"]),
      ([.ask("a"), .ask("b")], ["user b"]),
      ([.ask("a"), .answer("b"), .reopen], ["user a"]),
      ([.ask("a"), .answer("b"), .ask("c"), .reopen], ["user a", "assistant b", "user c"]),
      ([.ask("a"), .answer("b"), .reopen, .answer("c")], ["user a", "assistant c"]),
      ([.ask("a"), .answer("b"), .undo], []),
      ([.ask("a"), .answer("b"), .ask("c"), .undo], ["user a", "assistant b"]),
      ([.undo], []), ([.reopen], []), ([.answer("b")], []),
    ] as [([Step], [String])])
  func remembersWhatWasSaid(_ steps: [Step], _ expected: [String]) {
    let session = Self.session(steps)
    #expect(session.transcript.map { "\($0.role.rawValue) \($0.content)" } == expected)
  }

  @Test func attachmentsGoAlongOnce() {
    var session = ChatSession(id: "1", model: "m")
    session.attachments = [MessageAttachment(path: "f", text: "f:\ntext")]
    session.ask("look")
    session.take(Self.reply("seen"))
    session.ask("again")
    #expect(session.transcript.map(\.content) == ["look\n\nf:\ntext", "seen", "again"])
  }

  @Test func addsUpWhatItCosts() {
    var session = ChatSession(id: "1", model: "m")
    for tokens in [3, 4] {
      session.ask("?")
      session.take(Self.reply("!", usage: Usage(inputTokens: Count(clamping: tokens), outputTokens: 1)))
    }
    #expect(session.usage.inputTokens == 7)
    #expect(session.usage.outputTokens == 2)
    #expect(session.usage.last == Usage(inputTokens: 4, outputTokens: 1))
  }

  @Test func clearingKeepsHowTheModelShouldAnswer() throws {
    var session = Self.session([.ask("a"), .answer("b")])
    session.system = "Be brief"
    try session.settings.set("temperature", to: ["0.5"])
    let fresh = session.cleared(id: "2")
    #expect(fresh.isEmpty)
    #expect(fresh.system == "Be brief")
    #expect(fresh.settings == session.settings)
  }

  @Test func aRecordIsReadAsItWasWritten() throws {
    var session = Self.session([.ask("a\n中文"), .answer("b"), .ask("open")])
    session.system = "s"
    try session.settings.set("stop", to: ["x", "y"])
    try session.settings.set("web-search", to: ["on"])
    let record = ChatRecord(profile: "p", session: session)
    let read = try ChatRecord(record.bytes, path: "f")
    #expect(read.bytes == record.bytes)
    #expect(read.session.transcript == session.transcript)
  }

  @Test(arguments: [
    ("", 1), ("{}\n", 1), ("no JSON\n", 1),
    (#"{"sfmodels_conversation":1,"model":"m"}"# + "\n" + #"{"role":"assistant","content":"x"}"#, 2),
    (#"{"sfmodels_conversation":1,"model":"m"}"# + "\n" + #"{"role":"user"}"#, 2),
  ])
  func tellsWhichLineIsNoConversation(_ text: String, _ line: Int) {
    #expect(throws: ChatFailure.notAConversation(path: "f", line: line)) {
      try ChatRecord(Array(text.utf8), path: "f")
    }
  }
}
