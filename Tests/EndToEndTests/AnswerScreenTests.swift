import Testing

/// What answers look like on screens of several widths and kinds.
@Suite struct AnswerScreenTests {
  private static let answer = """
    Some **strong words** and `code` that are long enough to be broken at a width of sixty columns.

    - an item
      - an item below it that is long enough to hang below its own text and not below its mark

    | Model | Context | Good for |
    |:--|--:|---|
    | gpt-4o | 128,000 | **fast** answers |
    | 模型 | 1 | prose, programs and everything between them, in more than two languages |

    Done.
    """

  struct Screen: Sendable, CustomTestStringConvertible {
    var columns: UInt16
    var variables: [String: String]
    var text: String
    var testDescription: String { "\(columns) \(variables.keys.sorted())" }
  }

  private static let narrow = """
    Some **strong words** and `code` that are long enough to be
    broken at a width of sixty columns.

    - an item
      - an item below it that is long enough to hang below its
        own text and not below its mark

    | Model  | Context | Good for                              |
    |--------|--------:|---------------------------------------|
    | gpt-4o | 128,000 | **fast** answers                      |
    | 模型   |       1 | prose, programs and everything        |
    |        |         | between them, in more than two        |
    |        |         | languages                             |

    Done.
    """
  private static let middle = """
    Some **strong words** and `code` that are long enough to be broken at a width of
    sixty columns.

    - an item
      - an item below it that is long enough to hang below its own text and not
        below its mark

    | Model  | Context | Good for                                                  |
    |--------|--------:|-----------------------------------------------------------|
    | gpt-4o | 128,000 | **fast** answers                                          |
    | 模型   |       1 | prose, programs and everything between them, in more than |
    |        |         | two languages                                             |

    Done.
    """
  private static let wide = """
    Some **strong words** and `code` that are long enough to be broken at a width of sixty columns.

    - an item
      - an item below it that is long enough to hang below its own text and not below its mark

    | Model  | Context | Good for                                                                |
    |--------|--------:|-------------------------------------------------------------------------|
    | gpt-4o | 128,000 | **fast** answers                                                        |
    | 模型   |       1 | prose, programs and everything between them, in more than two languages |

    Done.
    """

  private static let screens = [
    Screen(columns: 60, variables: ["TERM": "xterm", "LANG": "C.UTF-8"], text: narrow),
    Screen(columns: 60, variables: ["TERM": "dumb"], text: narrow),
    Screen(columns: 80, variables: ["TERM": "xterm", "LC_ALL": "C"], text: middle),
    Screen(columns: 80, variables: ["TERM": "xterm", "NO_COLOR": "1"], text: middle),
    Screen(columns: 200, variables: ["TERM": "xterm"], text: wide),
  ]

  private static func plain(_ screen: String) -> String {
    Terminal.withoutSpinner(screen).replacing(#/\u{1B}\[[0-9;?]*[a-zA-Z]/#, with: "").replacing(
      "\r", with: ""
    )
    .replacing("\r\n", with: "\n")
  }

  @Test(arguments: screens)
  func aConversationHasTheLooksOfItsScreen(_ screen: Screen) async throws {
    let home = try Home()
    let environment = screen.variables.merging(["HOME": home.path]) { $1 }
    let isMarked = screen.variables["TERM"] != "dumb"
    let message = "[[reply: \(Self.answer)]]".replacing("\n", with: "\r")
    let shown = try await onThread {
      let terminal = try Terminal(
        ["chat", "--emulator", "--api", "llmg", "-q"], environment: environment, columns: screen.columns)
      try terminal.awaits(">")
      terminal.type((isMarked ? "\u{1B}[200~\(message)\u{1B}[201~" : message) + "\r")
      // Of the message, and of the answer.
      try terminal.awaits("Done.")
      try terminal.awaits("Done.")
      try terminal.awaits(">")
      terminal.type("\u{4}")
      return try terminal.finish().screen
    }
    let lines = Self.plain(shown).split(separator: "\n", omittingEmptySubsequences: false)
    let typed = try #require(lines.lastIndex { $0.contains("]]") })
    let answer = lines[(typed + 1)...].joined(separator: "\n")
    #expect(answer.hasPrefix(screen.text + "\n"), "\(answer)")
    let isColourful = screen.variables["NO_COLOR"] == nil && isMarked
    #expect(shown.contains("\u{1B}[1mstrong words\u{1B}[22m") == isColourful)
    #expect(shown.contains("\u{1B}[36mcode\u{1B}[39m") == isColourful)
  }

  @Test(arguments: [(["--stream"], true), (["--no-stream"], true), (["--no-render"], false)])
  func generateAlignsTablesOnATerminalAndStylesWhatItIsTold(_ words: [String], _ aligns: Bool) async throws {
    let home = try Home()
    let environment = ["HOME": home.path, "TERM": "xterm"]
    let call = ["generate", "--emulator", "--api", "llmg", "-q", "[[reply: \(Self.answer)]]"] + words
    let screen = try await onThread {
      try Terminal(call, environment: environment, columns: 60).finish().screen
    }
    #expect(!screen.contains("\u{1B}"))
    #expect((Self.plain(screen) == Self.narrow + "\n") == aligns, "\(screen)")
    #expect(screen.contains("|:--|--:|---|") != aligns)
  }

  @Test func aPipeGetsTheBytes() async throws {
    let home = try Home()
    for words in [["--stream"], ["--no-stream"]] {
      var call = Call(["generate", "--emulator", "--api", "llmg", "[[reply: \(Self.answer)]]"] + words)
      call.environment = ["HOME": home.path, "TERM": "xterm", "COLUMNS": "20"]
      #expect(try await call.run().output == Self.answer + "\n")
    }
  }

  @Test func aSpinnerTellsThatAnAnswerIsAwaitedAndLeavesNothingBehind() async throws {
    let org = try Org([Documents.generations: [Turn(.silence)]])
    let environment = org.environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 }
    let (screen, ending) = try await onThread {
      let terminal = try Terminal(["generate", "hi"], environment: environment)
      try terminal.awaits("⠋ 0 s")
      terminal.type("\u{3}")
      return try terminal.finish()
    }
    #expect(ending == .exit(130) || ending == .signal(2))
    let spun = screen.split(separator: "\r").filter { $0.contains(" s") }
    #expect(!spun.isEmpty && spun.allSatisfy { !$0.contains("\n") }, "\(screen)")
  }
}
