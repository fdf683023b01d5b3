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
      ("/1", .message("/1")), ("exit", .leaving("exit")), (" quit ", .leaving("quit")),
      (":q", .leaving(":q")),
      ("exit now", .message("exit now")), ("Exit", .message("Exit")), (":quit", .message(":quit")),
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
    ("/he", ["/help"]), ("/s", ["/system", "/set", "/save", "/search"]),
    ("/model gpt-5", ["gpt-5", "gpt-5-mini"]),
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
