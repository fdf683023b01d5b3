import CommandTree
import FoundationEssentials
import ModelsAPI
import Terminal
import TestSupport
import Testing

@testable import Commands

struct SlashCommandTests {
  @Test(
    arguments: [
      ("", .nothing), ("  ", .nothing), ("hello", .message("hello")), (" hello ", .message(" hello ")),
      ("/help", .command(name: "help", argument: "")),
      ("  /model  gpt-4o ", .command(name: "model", argument: "gpt-4o")),
      ("/system one\ntwo", .command(name: "system", argument: "one\ntwo")),
      ("//help", .message("/help")), ("/etc/hosts is", .message("/etc/hosts is")), ("/", .message("/")),
      ("/1", .message("/1")),
    ] as [(String, ChatLine)])
  func readsALine(_ text: String, as expected: ChatLine) {
    #expect(ChatLine(text) == expected)
  }

  @Test func namesAreUniqueAndSentencesWhole() {
    #expect(Set(SlashCommand.all.map(\.name)).count == SlashCommand.all.count)
    #expect(SlashCommand.all.filter { !$0.sentence.hasSuffix(".") }.map(\.name) == [])
  }

  @Test func anUnknownNameGetsTheNearest() {
    #expect(throws: ChatFailure.unknownCommand("udno", suggestions: ["undo"])) {
      try SlashCommand.named("udno")
    }
  }

  @Test(arguments: [
    ("/he", ["/help"]), ("/s", ["/system", "/set", "/save"]), ("/model gpt-5", ["gpt-5", "gpt-5-mini"]),
    ("/set to", ["top-p", "top-k"]), ("/set safety in", ["input"]), ("/set web-search ", ["on", "off"]),
    ("he", []), ("/undo ", []), ("/nothing ", []),
  ])
  func completes(_ typed: String, to expected: [String]) {
    let completion = ChatTabCompleter(models: ["gpt-4o", "gpt-5", "gpt-5-mini"], home: nil)(
      typed, typed.count)
    #expect(completion.candidates.map(\.replacement) == expected)
  }

  @Test func completesFilesBelowTheHome() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "notes.txt")
    try folder.write("", to: "news/today.txt")
    try folder.write("", to: ".hidden")
    let completion = ChatTabCompleter(models: [], home: folder.path)
    #expect(
      completion("/file ~/n", 9)
        == Completion(
          from: 6, [.init("~/news/", isWhole: false), .init("~/notes.txt")]))
  }
}

struct ChatSettingsTests {
  @Test func takesTheNamesOfTheOptions() throws {
    var settings = ChatSettings()
    try settings.set("temperature", to: ["0.5"])
    try settings.set("stop", to: ["a", "b"])
    #expect(settings.options.generation.temperature == 0.5)
    #expect(settings.options.generation.stopSequences == ["a", "b"])
    try settings.reset("stop")
    #expect(settings.words.map(\.name) == ["temperature"])
  }

  @Test func refusesWhatNoOptionIs() {
    #expect(
      throws: UsageError.unknownOption("temprature", suggestions: ["temperature"], command: ["/set"])
    ) {
      var settings = ChatSettings()
      try settings.set("temprature", to: ["1"])
    }
  }
}

struct ChatStoreTests {
  private static func session(_ id: String) -> ChatSession {
    var session = ChatSession(id: id, model: "m")
    session.ask("question of \(id)")
    return session
  }

  @Test func findsTheLastOfItsProfile() throws {
    let folder = try TemporaryFolder()
    let (mine, other) = (
      ChatStore(folder: folder.path, profile: "mine"), ChatStore(folder: folder.path, profile: "other")
    )
    try mine.keep(Self.session("1"))
    try other.keep(Self.session("2"))
    #expect(try mine.last() == Self.session("1"))
    #expect(mine.all().map(\.question) == ["question of 1"])
    #expect(try mine.session("2") == Self.session("2"))
  }

  /// Two processes at one conversation: the one that writes later has not seen what the other wrote.
  @Test func aConversationThatTwoGoOnWithBecomesTwo() throws {
    let folder = try TemporaryFolder()
    let stores = (0..<2).map { _ in ChatStore(folder: folder.path + "/c", profile: "p") }
    #expect(try stores[0].keep(Self.session("1")) == "1")
    var sessions = try stores.map { try $0.session("1") }
    for index in sessions.indices {
      sessions[index].ask("said by \(index)")
      sessions[index].id = try stores[index].keep(sessions[index])
    }
    #expect(sessions[0].id == "1")
    #expect(sessions[1].id.hasPrefix("1-"))
    for (store, session) in zip(stores, sessions) {
      #expect(try store.session(session.id) == session)
      #expect(try store.keep(session) == session.id)
    }
  }

  @Test func aConversationThatSomebodyRemovedIsKeptAgain() throws {
    let folder = try TemporaryFolder()
    let store = ChatStore(folder: folder.path + "/c", profile: "p")
    try store.keep(Self.session("1"))
    try FileManager.default.removeItem(atPath: folder.path + "/c/1.jsonl")
    #expect(try store.keep(Self.session("1")) == "1")
  }

  @Test(arguments: ["3", "../1", "", ".1"])
  func refusesWhatIsNotKept(_ id: String) throws {
    let folder = try TemporaryFolder()
    let store = ChatStore(folder: folder.path + "/below", profile: "p")
    try store.keep(Self.session("1"))
    #expect(throws: ChatFailure.noConversation(id: id, profile: "p")) { try store.session(id) }
  }

  @Test func anEmptyConversationIsNotKept() throws {
    let folder = try TemporaryFolder()
    let store = ChatStore(folder: folder.path, profile: "p")
    try store.keep(ChatSession(id: "1", model: "m"))
    #expect(throws: ChatFailure.noConversation(id: nil, profile: "p")) { try store.last() }
  }
}
