import FoundationEssentials
import Glibc
import Testing

/// A conversation as a person has it: the built program on a terminal, with the pretend org inside.
@Suite struct ChatTerminalTests {
  private static let prompt = "OpenAIGPT4OmniMini> "

  /// Holds a conversation, which the body ends or leaves to be ended with Ctrl-D.
  private func chat(
    _ words: String..., home: Home? = nil, with extra: [String: String] = [:],
    _ body: @escaping @Sendable (Terminal) throws -> Void
  ) async throws -> (screen: String, ending: Outcome.Ending) {
    let home = try home ?? Home()
    let variables = ["HOME": home.path, "TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"]
    return try await onThread {
      let terminal = try Terminal(
        ["chat", "--emulator", "-q"] + words, environment: variables.merging(extra) { $1 })
      try terminal.awaits(Self.prompt)
      try body(terminal)
      return try terminal.finish()
    }
  }

  @Test func aMessageIsAnsweredAndControlDLeaves() async throws {
    let (_, ending) = try await chat {
      $0.type("[[reply: Good day]]\r")
      try $0.awaitsAnswer("Good day")
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
  }

  @Test func quitLeaves() async throws {
    #expect(try await chat { $0.type("/quit\r") }.ending == .exit(0))
  }

  @Test func helpShowsTheTable() async throws {
    _ = try await chat {
      $0.type("/help\r")
      try $0.awaits("/model [NAME]")
      try $0.awaits("Leave, as Ctrl-D does.")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
  }

  @Test func aMistypedCommandGetsTheNearestName() async throws {
    _ = try await chat {
      $0.type("/hlep\r")
      try $0.awaits("there is no command '/hlep'")
      try $0.awaits("did you mean '/help'?")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
  }

  @Test func modelsAreCompletedAndChosen() async throws {
    _ = try await chat {
      $0.type("/mod\tclaude-op\t\r")
      try $0.awaits("model: sfdc_ai__DefaultBedrockAnthropicClaude45Opus")
      try $0.awaits("claude-opus-4.5> ")
      $0.type("\u{4}")
    }
  }

  @Test(
    arguments: [
      (12, 5, "中文 begins\r\nand é"), (40, 10, "中文 begins and é"), (200, 50, "中文 begins and é"),
    ] as [(UInt16, UInt16, String)])
  func aLineSurvivesAChangeOfTheWindow(_ columns: UInt16, _ rows: UInt16, _ answer: String) async throws {
    _ = try await chat {
      $0.type("[[reply: 中文 begins]] ends here")
      try $0.awaits("ends here")
      $0.resize(columns: columns, rows: rows)
      // Into the middle of the line, behind "begins".
      $0.type(String(repeating: "\u{2}", count: 12) + " and é\r")
      try $0.awaitsAnswer(answer)
      $0.type("\u{4}")
    }
  }

  @Test func controlCClearsTheLine() async throws {
    _ = try await chat {
      $0.type("half a thought")
      try $0.awaits("thought")
      $0.type("\u{3}")
      try $0.awaits(Self.prompt)
      $0.type("[[reply: Whole]]\r")
      try $0.awaitsAnswer("Whole")
      $0.type("\u{4}")
    }
  }

  @Test func aSettingIsRefusedInTheWordsOfTheCommandLine() async throws {
    _ = try await chat {
      $0.type("/set temperature 0.5\r")
      try $0.awaits("the Models REST API has no such setting: --temperature")
      try $0.awaits(Self.prompt)
      $0.type("/set temperature warm\r")
      try $0.awaits("option 'temperature': 'warm' is not a number")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
  }

  @Test func theConversationGoesOnAfterAnError() async throws {
    _ = try await chat("--retries", "0") {
      $0.type("[[status: 500 once]][[reply: At last]]\r")
      try $0.awaits("sfmodels: the service failed (500")
      try $0.awaits(Self.prompt)
      $0.type("/retry\r")
      try $0.awaitsAnswer("At last")
      $0.type("\u{4}")
    }
  }

  @Test func undoTakesBackAndHistoryShowsTheRest() async throws {
    let (screen, _) = try await chat {
      for word in ["one", "two"] {
        $0.type("[[reply: Answer \(word)]]\r")
        try $0.awaitsAnswer("Answer \(word)")
      }
      $0.type("/undo\r")
      try $0.awaits("taken back: [[reply: Answer two]]")
      try $0.awaits(Self.prompt)
      $0.type("/history\r")
      try $0.awaitsAnswer("> [[reply: Answer one]]\r\nAnswer one")
      $0.type("\u{4}")
    }
    let shown = try #require(screen.firstRange(of: "/history"))
    #expect(!screen[shown.upperBound...].contains("two"))
  }

  @Test func savedConversationsAreLoaded() async throws {
    let home = try Home()
    let file = home.path + "/talk.jsonl"
    _ = try await chat(home: home) {
      $0.type("[[reply: Noted]]\r")
      try $0.awaitsAnswer("Noted")
      for (keys, answer) in [
        ("/save ~/talk.jsonl", "saved: ~/talk.jsonl"), ("/clear", "a new conversation"),
        ("/load ~/ta\t", "loaded: ~/talk.jsonl, 2 messages"),
        ("/history", "> [[reply: Noted]]\r\nNoted"),
      ] {
        $0.type(keys + "\r")
        try $0.awaitsAnswer(answer)
      }
      $0.type("\u{4}")
    }
    #expect(Home.permissions(of: file) == "600")
    #expect(try home.files() == ["talk.jsonl"])
  }

  @Test func theEditorWritesAMessage() async throws {
    let home = try Home()
    let editor = try home.write(
      "#!/bin/sh\nprintf '[[reply: Written\\nin lines]]\\n' >\"$1\"\n", to: "editor")
    _ = try await chat(home: home, with: ["EDITOR": "sh '\(editor)'"]) {
      $0.type("/edit\r")
      try $0.awaits("> [[reply: Written\r\nin lines]]\r\nWritten\r\nin lines\r\n")
      $0.type("\u{4}")
    }
  }

  @Test func aFileGoesAlongAndABinaryOneIsRefused() async throws {
    let home = try Home()
    try home.write("[[reply: Read]]\n", to: "note.txt")
    try home.write([0, 1, 255], to: "picture.png")
    _ = try await chat(home: home) {
      $0.type("/file ~/picture.png\r")
      try $0.awaits("picture.png' is not text in UTF-8")
      try $0.awaits(Self.prompt)
      $0.type("/file ~/note.txt\r")
      try $0.awaits("OpenAIGPT4OmniMini +1> ")
      $0.type("What is in it?\r")
      try $0.awaitsAnswer("Read")
      $0.type("\u{4}")
    }
  }

  @Test func feedbackRefersToTheLastAnswer() async throws {
    _ = try await chat {
      $0.type("/good\r")
      try $0.awaits("there is no answer yet")
      try $0.awaits(Self.prompt)
      $0.type("[[reply: Judge me]]\r")
      try $0.awaitsAnswer("Judge me")
      $0.type("/good Spot on\r")
      try $0.awaitsAnswer("submitted")
      $0.type("/usage\r")
      try $0.awaits("last answer")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
  }

  @Test func controlCStopsAnAnswerAndKeepsWhatCame() async throws {
    let (screen, ending) = try await chat("--api", "llmg") {
      $0.type("[[words: 5000]] Tell me a long story\r")
      try $0.awaits("ocean tiger")
      // A person in a hurry presses it more than once.
      $0.type("\u{3}\u{3}")
      try $0.awaits(Self.prompt)
      $0.type("/history\r")
      try $0.awaits("> [[words: 5000]] Tell me a long story\r\ncloud river stone light green")
      try $0.awaits(Self.prompt)
      $0.type("[[reply: Short]]\r")
      try $0.awaitsAnswer("Short")
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
    #expect(screen.split(separator: "tiger").count < 200)
  }

  @Test func whatIsTypedWhileAnAnswerStreamsIsShownAtThePromptOnly() async throws {
    let (screen, ending) = try await chat("--api", "llmg") {
      $0.type("[[words: 400]] Tell me a story\r")
      try $0.awaits("ocean tiger")
      $0.type("[[reply: typed ahead]]\r[[reply: and more]]\r")
      try $0.awaitsAnswer("typed ahead")
      try $0.awaitsAnswer("and more")
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
    let parts = screen.split(separator: Self.prompt)
    #expect(parts.count > 2 && !parts[1].contains("ahead"), "\(screen)")
    #expect(screen.ranges(of: "[[reply: typed ahead]]").count == 1, "\(screen)")
  }

  @Test func commandsThatComeTogetherAreNoMessage() async throws {
    _ = try await chat {
      $0.type("/model --help\r/undo --help\rexit\r")
      try $0.awaits("/model [NAME]  ")
      try $0.awaits("/undo  ")
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalThatEndsAnAnswerLeavesTheTerminalAsItWas(_ signal: Int32) async throws {
    let home = try Home()
    let ending = try await onThread {
      let terminal = try Terminal(
        ["chat", "--emulator", "--api", "llmg", "-q"], environment: ["HOME": home.path, "TERM": "xterm"])
      try terminal.awaits(">")
      terminal.type("[[words: 100000]] Tell me a story\r")
      try terminal.awaits("ocean tiger")
      #expect(!terminal.echoes)
      terminal.send(signal)
      let ending = try terminal.finish().1
      #expect(terminal.echoes)
      return ending
    }
    #expect(ending == .signal(signal) || ending == .exit(128 + signal))
  }

  @Test func settingsOfTheGatewayAreSetShownAndRemoved() async throws {
    _ = try await chat("--api", "llmg") {
      for (keys, answer) in [
        ("/set temp\t0.5", "temperature: 0.5"), ("/set stop=END", "stop: END"),
        ("/set", "temperature: 0.5\r\nstop: END"), ("/set temperature -", "temperature: -"),
        ("/set", "stop: END"),
      ] {
        $0.type(keys + "\r")
        try $0.awaitsAnswer(answer)
      }
      $0.type("\u{4}")
    }
  }

  @Test func whatCameOfABrokenAnswerStays() async throws {
    _ = try await chat("--api", "llmg", "--retries", "0") {
      $0.type("[[stream: cut]][[words: 12]] go\r")
      try $0.awaits("sfmodels: the answer was cut off before its end")
      try $0.awaits(Self.prompt)
      $0.type("/history\r")
      try $0.awaits("> [[stream: cut]][[words: 12]] go\r\ncloud")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
  }
}
