import Glibc
import Testing

/// What of a conversation goes over the wire, and what is left of it on the machine.
@Suite struct ChatMemoryTests {
  private static let prompt = "OpenAIGPT4OmniMini> "

  private static let answer = Turn.answer(
    200,
    """
    {"id":"x","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"Understood.",\
    "parameters":{"finish_reason":"stop"}}],"parameters":null}}
    """)

  private func chat(
    _ org: Org, _ words: String..., isQuiet: Bool = true, body: @escaping @Sendable (Terminal) throws -> Void
  ) async throws -> (screen: String, ending: Outcome.Ending) {
    let variables = org.environment.merging(["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"]) { $1 }
    return try await onThread {
      let terminal = try Terminal(
        ["chat"] + (isQuiet ? ["-q"] : []) + words, environment: variables)
      try terminal.awaits(Self.prompt)
      try body(terminal)
      return try terminal.finish()
    }
  }

  @Test(arguments: [
    ("plain\r", "plain"),
    ("a中文b\u{1B}[D\u{1B}[D\u{7F}é\r", "aé文b"),
    ("one\rtwo\r", #"one\ntwo"#),
    ("\"\"\"\rone\rtwo\r\"\"\"\r", #"one\ntwo"#),
    ("\u{1B}[200~one\rtwo\rthree\u{1B}[201~\r", #"one\ntwo\nthree"#),
    ("//slash\r", "/slash"), ("/etc/hosts?\r", "/etc/hosts?"),
  ])
  func whatIsTypedIsSentExactly(_ keys: String, _ content: String) async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    _ = try await chat(org) {
      $0.type(keys)
      try $0.awaitsAnswer("Understood.")
      $0.type("\u{4}")
    }
    #expect(
      org.server.requests.last?.body == #"{"messages":[{"role":"user","content":"\#(content)"}]}"#)
  }

  @Test func whatWasTypedIsRememberedFromRunToRun() async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    for keys in ["remember me\r", "\u{1B}[A\r", "\u{12}memb\r"] {
      _ = try await chat(org) {
        $0.type(keys)
        try $0.awaitsAnswer("Understood.")
        $0.type("\u{4}")
      }
    }
    let bodies = org.server.requests.filter { $0.body.contains("messages") }.map(\.body)
    #expect(Set(bodies) == [#"{"messages":[{"role":"user","content":"remember me"}]}"#])
    #expect(bodies.count == 3)
  }

  private static func answer(toxicity: String) -> Turn {
    .answer(
      200,
      """
      {"id":"x","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"Understood.",\
      "contentQuality":{"scanToxicity":{"isDetected":false,"categories":[{"categoryName":"hate","score":\(toxicity)}]}}}]}}
      """)
  }

  @Test func aGateCountsInAConversationToo() async throws {
    let org = try Org([Documents.chat: [Self.answer(toxicity: "0.25"), Self.answer(toxicity: "0.75")]])
    let (screen, ending) = try await chat(org, "--max-toxicity", "0.5", "--show-safety") {
      for text in ["one", "two"] {
        $0.type("\(text)\r")
        try $0.awaits("hate 0.")
        try $0.awaits(Self.prompt)
      }
      $0.type("\u{4}")
    }
    #expect(ending == .exit(6))
    #expect(screen.contains("safety: nothing detected, hate 0.25"), "\(screen)")
    #expect(screen.contains("safety: nothing detected, hate 0.75"), "\(screen)")
    let warning = "warning: the answer does not pass --max-toxicity: hate 0.75 is over 0.5"
    let words = screen.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.ranges(of: warning).count == 1, "\(screen)")
    #expect(screen.contains("sfmodels: one answer did not pass --max-toxicity"), "\(screen)")
  }

  @Test func aSlashCommandExplainsItself() async throws {
    let org = try Org()
    let (screen, ending) = try await chat(org) {
      for line in ["/model --help", "/save -h", "/undo --help"] {
        $0.type("\(line)\r")
        try $0.awaits(Self.prompt)
      }
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
    for usage in ["/model [NAME]  ", "/save FILE  ", "/undo  "] {
      #expect(screen.contains(usage), "\(screen)")
    }
    #expect(!screen.contains("nothing to take back"))
  }

  @Test func aCrashLosesNothing() async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    let (_, ending) = try await chat(org, "-s", "Be brief") {
      $0.type("before the crash\r")
      try $0.awaitsAnswer("Understood.")
      $0.kill()
    }
    #expect(ending == .signal(SIGKILL))
    _ = try await chat(org, "-c") {
      $0.type("after it\r")
      try $0.awaitsAnswer("Understood.")
      $0.type("\u{4}")
    }
    #expect(
      org.server.requests.last?.body
        == #"{"messages":[{"role":"system","content":"Be brief"},"#
        + #"{"role":"user","content":"before the crash"},{"role":"assistant","content":"Understood."},"#
        + #"{"role":"user","content":"after it"}]}"#)
    let files = try org.home.files().filter { $0.contains("sfmodels/ledger") }
    #expect(files.contains(".local/state/sfmodels/ledger.db"), "\(files)")
    #expect(Set(files.map { Home.permissions(of: "\(org.home.path)/\($0)") }) == ["600"])
    #expect(Home.permissions(of: org.home.path + "/.local/state/sfmodels") == "700")
    #expect(Home.permissions(of: org.home.path + "/.local/state/sfmodels/chat_history") == "600")
  }

  @Test func aHistoryThatCannotBeWrittenIsSaidOnce() async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    let history = org.home.path + "/.local/state/sfmodels/chat_history"
    _ = try org.home.write("", to: ".local/state/sfmodels/chat_history/taken")
    let (screen, ending) = try await chat(org, isQuiet: false) {
      for _ in 1...2 {
        $0.type("hello\r")
        try $0.awaits("Understood.\r\n")
        try $0.awaits(Self.prompt)
      }
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
    let note =
      "note: messages are not remembered for the next time: cannot write '\(history)': Is a directory"
    let words = screen.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.ranges(of: note).count == 1, "\(screen)")
  }

  @Test func withoutHistoryNothingIsKept() async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    try org.home.write("history = \"off\"\n", to: org.home.settings)
    _ = try await chat(org) {
      $0.type("between us\r")
      try $0.awaitsAnswer("Understood.")
      $0.type("\u{4}")
    }
    #expect(try org.home.files().filter { $0.contains(".local/") } == [])
  }

  @Test func whatIsNotKeptCannotBeTakenUp() async throws {
    let home = try Home()
    let (screen, ending) = try await onThread {
      try Terminal(
        ["chat", "--emulator", "-c"], environment: ["HOME": home.path, "TERM": "xterm"]
      ).finish()
    }
    #expect(ending == .exit(2))
    #expect(screen.contains("conversations are not kept here"))
  }

  @Test func oneMessageGoesOnWithTheLastConversation() async throws {
    let org = try Org([Documents.chat: [Self.answer.always]])
    #expect(try await org.run("chat", "first").exit == 0)
    #expect(try await org.run("chat", "-c", "--dry-run", "unsaid").output.contains("Understood."))
    #expect(try await org.run("chat", "-c", "second").exit == 0)
    #expect(
      org.server.requests.last?.body
        == #"{"messages":[{"role":"user","content":"first"},{"role":"assistant","content":"Understood."},"#
        + #"{"role":"user","content":"second"}]}"#)
  }

  @Test func controlCStopsTheWaitingAndTheQuestionCanBeAskedAgain() async throws {
    let org = try Org([Documents.chat: [Turn(.silence), Self.answer]])
    let (_, ending) = try await chat(org, isQuiet: false) {
      $0.type("hello?\r")
      try $0.awaits("0 s")
      // The spinner turns already while the token is fetched.
      while !org.server.requests.contains(where: { $0.body.contains("hello?") }) { sched_yield() }
      $0.type("\u{3}")
      try $0.awaits("note: stopped; /retry asks again\r\n")
      try $0.awaits(Self.prompt)
      $0.type("/retry\r")
      try $0.awaits("Understood.\r\n")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
    #expect(ending == .exit(0))
    #expect(
      org.server.requests.last?.body == #"{"messages":[{"role":"user","content":"hello?"}]}"#)
  }

  @Test func anAnswerStaysWhenNoOtherComes() async throws {
    let org = try Org([Documents.chat: [Self.answer, Documents.error(500, "X", "Out of order")]])
    _ = try await chat(org, "--retries", "0") {
      $0.type("question\r")
      try $0.awaitsAnswer("Understood.")
      $0.type("/retry\r")
      try $0.awaits("the service says: Out of order")
      try $0.awaits(Self.prompt)
      $0.type("/history\r")
      try $0.awaitsAnswer("> question\r\nUnderstood.")
      $0.type("\u{4}")
    }
  }
}
