import CommandTree
import FoundationEssentials
import Ledger
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import Commands

@Suite("Conversations are kept")
struct ChatStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// As another process has it.
  private func store(of profile: String = "p") throws -> ChatStore {
    var options = ConnectionOptions()
    options.account.profile = profile
    let context = TestProgram(home: folder.path).context()
    let recorder = try #require(
      try HistoryRecorder(options, in: context, Notes(context.errors, isQuiet: false), limit: .seconds(60)))
    return ChatStore(recorder) { try context.ledger() }
  }

  private static func session(_ id: String) -> ChatSession {
    var session = ChatSession(id: id, model: "m")
    session.ask("question of \(id)")
    return session
  }

  private static func reply(_ text: String) -> Reply {
    Reply(
      id: nil, generations: [Generation(id: "g", text: text)], usage: Usage(inputTokens: 3, outputTokens: 4),
      answeringModel: "gpt", requestID: nil, body: [])
  }

  @Test("and the last of a profile is found")
  func last() throws {
    let (mine, other) = (try store(of: "mine"), try store(of: "other"))
    #expect(mine.keep(Self.session("1")) == "1")
    #expect(other.keep(Self.session("2")) == "2")
    #expect(try store(of: "mine").last().transcript == Self.session("1").transcript)
    #expect(try store(of: "mine").session("2").transcript == Self.session("2").transcript)
  }

  @Test("whole: turns, settings, what it cost, and the question without an answer")
  func whole() throws {
    var session = ChatSession(id: "1", model: "m")
    session.system = "Be brief"
    try session.settings.set("stop", to: ["x", "y"])
    session.ask("one")
    session.take(Self.reply("eins"), of: ModelName("api_name"))
    session.ask("two")
    session.take(Self.reply("zwei"))
    session.ask("open")
    _ = try store().keep(session)
    var expected = session.usage
    expected.last = Usage(inputTokens: 3, outputTokens: 4)
    let read = try store().session("1")
    #expect(read.turns == session.turns)
    #expect(read.open == session.open)
    #expect((read.system, read.model, read.generation) == ("Be brief", "m", "g"))
    #expect(read.settings == session.settings)
    #expect(read.usage == expected)
  }

  /// Two processes at one conversation: the one that writes later has not seen what the other wrote.
  @Test("and become two when two go on with one")
  func forks() throws {
    #expect(try store().keep(Self.session("1")) == "1")
    let stores = [try store(), try store()]
    var sessions = try stores.map { try $0.session("1") }
    for index in sessions.indices {
      sessions[index].ask("said by \(index)")
      sessions[index].id = try #require(stores[index].keep(sessions[index]))
    }
    #expect(sessions[0].id == "1")
    #expect(sessions[1].id.hasPrefix("1-"))
    for (store, session) in zip(stores, sessions) {
      #expect(try store.session(session.id).transcript == session.transcript)
      #expect(store.keep(session) == session.id)
    }
  }

  @Test("as they are after something was taken back, or said again")
  func takenBack() throws {
    let store = try store()
    var session = Self.session("1")
    session.take(Self.reply("eins"))
    session.ask("two")
    session.take(Self.reply("zwei"))
    _ = store.keep(session)
    let taken = session.undo()
    #expect(taken == "two")
    _ = store.keep(session)
    #expect(try self.store().session("1").transcript == session.transcript)
    _ = session.reopen()
    session.take(Self.reply("uno"))
    _ = store.keep(session)
    #expect(try self.store().session("1").messages.map(\.content) == ["question of 1", "uno"])
    _ = session.undo()
    _ = store.keep(session)
    #expect(try self.store().session("1").isEmpty)
  }

  @Test("and can be taken up from any turn")
  func numbers() throws {
    var session = Self.session("c")
    session.take(Self.reply("eins"))
    session.ask("two")
    session.take(Self.reply("zwei"))
    _ = try store().keep(session)
    #expect(try store().session("2").id == "c")
    let store = try store()
    var fork = try store.session("1")
    #expect(fork.id != "c")
    #expect(fork.messages.map(\.content) == ["question of c", "eins"])
    fork.ask("instead")
    #expect(store.keep(fork) == fork.id)
    #expect(try self.store().session("c").transcript == session.transcript)
  }

  @Test("and no others are found", arguments: ["3", "../1", "", ".1", "-1", "99999999999999999999"])
  func unknown(id: String) throws {
    let store = try store()
    _ = store.keep(Self.session("c"))
    #expect(throws: ChatFailure.noConversation(id: id, profile: "p")) { try store.session(id) }
  }

  @Test("unless they are empty")
  func empty() throws {
    let store = try store()
    #expect(store.keep(ChatSession(id: "1", model: "m")) == "1")
    #expect(throws: ChatFailure.noConversation(id: nil, profile: "p")) { try store.last() }
  }

  @Test("those of version 0.1 too, whose files stay as they are")
  func olderFiles() throws {
    let state = ".local/state/sfmodels"
    let text = """
      {"sfmodels_conversation":1,"id":"old","profile":"p","model":"m","system":"s","settings":{"seed":["1"]},\
      "generation_id":"g9","input_tokens":5,"output_tokens":6}
      {"role":"user","content":"a"}
      {"role":"assistant","content":"b"}
      {"role":"user","content":"open"}

      """
    try folder.write(text, to: "\(state)/conversations/old.jsonl")
    try folder.write("no conversation", to: "\(state)/conversations/broken.jsonl")
    try folder.write(#"{"generation_id":"g1","model":"sfdc_ai__X"}"#, to: "\(state)/last/my%20org.json")
    let session = try store().session("old")
    #expect(session.transcript.map(\.content) == ["s", "a", "b", "open"])
    #expect(session.settings.words.map(\.words) == [["1"]])
    #expect(try folder.text(of: "\(state)/conversations/old.jsonl") == text)
    let ledger = try #require(try TestProgram(home: folder.path).context().ledger())
    var query = LedgerQuery()
    (query.profile, query.hasGeneration) = ("my org", true)
    #expect(try ledger.entries(query).map(\.generation) == ["g1"])
    #expect(try ledger.entries(LedgerQuery()).count == 3)
  }
}
