import Synchronization
import Testing

/// Conversations that are found again, left, and taken apart, as a person does it.
@Suite("In a conversation")
struct ChatLedgerTests {
  private static let prompt = "OpenAIGPT4OmniMini> "

  /// An org that says what it was asked last, with two code blocks behind it.
  private static func org() throws -> Org {
    try Org { request, _ in
      guard request.address.hasSuffix("/chat-generations") else { return nil }
      let asked = request.body.split(separator: "\"content\":\"").last?.prefix { $0 != "\"" } ?? ""
      let text = #"You asked \#(asked).\n\n```sh\nls\n```\n\n```py\nprint(1)\n```"#
      return .answer(
        200,
        #"{"id":"x","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"\#(text)"}]}}"#
      )
    }
  }

  private func chat(
    _ org: Org, _ words: String..., with extra: [String: String] = [:],
    body: @escaping @Sendable (Terminal) throws -> Void
  ) async throws -> (screen: String, ending: Outcome.Ending) {
    let variables = org.environment.merging(["TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"]) { $1 }
      .merging(extra) { $1 }
    return try await onThread {
      let terminal = try Terminal(["chat"] + words, environment: variables, columns: 120)
      try terminal.awaits(Self.prompt)
      try body(terminal)
      return try terminal.finish()
    }
  }

  private static func ask(_ text: String, _ terminal: Terminal) throws {
    terminal.type("\(text)\r")
    try terminal.awaits("You asked \(text).")
    try terminal.awaits(prompt)
  }

  @Test("conversations are listed, taken up by their numbers, and gone on with as another")
  func listed() async throws {
    let org = try Self.org()
    _ = try await chat(org) {
      try Self.ask("first topic", $0)
      $0.type("/clear\r")
      try $0.awaits(Self.prompt)
      try Self.ask("second topic", $0)
      $0.type("/list\r")
      try $0.awaits("1*")
      try $0.awaits("second topic")
      try $0.awaits("2 ")
      try $0.awaits("first topic")
      try $0.awaits(Self.prompt)
      $0.type("/resume 2\r")
      try $0.awaits("goes on after one answer; last asked: first topic")
      try $0.awaits(Self.prompt)
      $0.type("/fork\r")
      try $0.awaits("goes on from here as conversation ")
      try $0.awaits(Self.prompt)
      try Self.ask("elsewhere", $0)
      $0.type("/resume 99\r")
      try $0.awaits("no conversation '99' is kept on this machine")
      try $0.awaits(Self.prompt)
      $0.type("\u{4}")
    }
    #expect(
      org.server.requests.last?.body.contains(#""content":"first topic"},{"role":"assistant""#) == true)
    let log = try await org.run("log", "--json").output
    let conversations = Set(
      log.split(separator: "\n").compactMap { $0.split(separator: #""conversation":""#).last?.prefix(18) })
    #expect(conversations.count == 3, "\(log)")
  }

  @Test("what was asked is looked up")
  func lookedUp() async throws {
    _ = try await chat(try Self.org()) {
      try Self.ask("the invoice", $0)
      try Self.ask("the weather", $0)
      $0.type("/log\r")
      try $0.awaits("ASKED")
      try $0.awaits("the weather")
      try $0.awaits("the invoice")
      try $0.awaits(Self.prompt)
      $0.type("/search INVOICE\r")
      #expect(try !$0.line(containing: "the invoice").contains("weather"))
      try $0.awaits(Self.prompt)
      $0.type("/log 2\r")
      try $0.awaits("answered:")
      try $0.awaits("You asked the weather.")
      try $0.awaits(Self.prompt)
      $0.type("/log nine\r")
      try $0.awaits("'nine' is no number")
      $0.type("\u{4}")
    }
  }

  @Test("answers and their code are copied by the terminal where no program does it")
  func copied() async throws {
    _ = try await chat(try Self.org(), with: ["PATH": "/nowhere"]) {
      $0.type("/copy\r")
      try $0.awaits("there is no answer yet that could be copied")
      try Self.ask("code", $0)
      for (argument, encoded, said) in [
        ("2", "cHJpbnQoMSkK", "code block 2 of 2 is copied"), ("1", "bHMK", "code block 1 of 2 is copied"),
        ("", "WW91IGFza2VkIGNvZGUuCgpgYGBzaApscwpgYGAKCmBgYHB5CnByaW50KDEpCmBgYA==", "the answer is copied"),
      ] {
        $0.type("/copy \(argument)\r")
        try $0.awaits("\u{1B}]52;c;\(encoded)\u{07}")
        try $0.awaits(said)
      }
      $0.type("/copy 3\r")
      try $0.awaits("there is no code block 3: the last answer has 2 code blocks")
      $0.type("\u{4}")
    }
  }

  @Test("a program that copies is given the text", arguments: ["wl-copy", "xclip"])
  func copiedByAProgram(name: String) async throws {
    let org = try Self.org()
    let script = "#!/bin/sh\ncat >\"$HOME/copied\"\n"
    _ = try Descriptor.inheritance.withLock { _ in try org.home.write(script, to: "bin/\(name)", mode: 0o700)
    }
    let display = name == "xclip" ? "DISPLAY" : "WAYLAND_DISPLAY"
    _ = try await chat(org, with: ["PATH": "\(org.home.path)/bin:/usr/bin:/bin", display: "x"]) {
      try Self.ask("code", $0)
      $0.type("/copy 2\r")
      try $0.awaits("code block 2 of 2 is copied")
      $0.type("\u{4}")
    }
    #expect(try org.home.read("\(org.home.path)/copied") == "print(1)\n")
  }

  @Test("words that other programs leave at leave, after a word about it", arguments: ["exit", "quit", ":q"])
  func left(word: String) async throws {
    let org = try Self.org()
    let (screen, ending) = try await chat(org) { $0.type("\(word)\r") }
    #expect(ending == .exit(0))
    #expect(screen.contains("note: '\(word)' leaves, as Ctrl-D does"))
    #expect(org.server.requests.filter { $0.body.contains("messages") } == [])
  }

  @Test("a file that is there is written over only when that is wanted, and Markdown where its name says so")
  func saved() async throws {
    let org = try Self.org()
    let path = "\(org.home.path)/talk.md"
    _ = try org.home.write("mine", to: "talk.md")
    _ = try await chat(org, "-s", "Be brief") {
      try Self.ask("this", $0)
      $0.type("/save \(path)\r")
      try $0.awaits("overwrite '\(path)'? (y/N) ")
      $0.type("\r")
      try $0.awaits("not saved")
      #expect(try org.home.read(path) == "mine")
      $0.type("/save \(path)\r")
      try $0.awaits("(y/N) ")
      $0.type("y\r")
      try $0.awaits("saved: \(path)")
      $0.type("\u{4}")
    }
    #expect(
      try org.home.read(path) == """
        # Conversation with sfdc_ai__DefaultOpenAIGPT4OmniMini

        ## System

        Be brief

        ## Question

        this

        ## Answer

        You asked this.

        ```sh
        ls
        ```

        ```py
        print(1)
        ```

        """)
  }

  @Test("a file is taken back before it is sent, and what was written in the editor is shown")
  func takenBack() async throws {
    let org = try Self.org()
    let path = try org.home.write("a secret plan", to: "plan.txt")
    let editor = #"sh -c 'printf "written elsewhere" >"$1"' sh"#
    let (screen, _) = try await chat(org, with: ["EDITOR": editor]) {
      $0.type("/file \(path)\r")
      try $0.awaits("OpenAIGPT4OmniMini +1> ")
      $0.type("/detach \(path)\r")
      try $0.awaits("does not go along any more: \(path)")
      try $0.awaits(Self.prompt)
      $0.type("/detach \(path)\r")
      try $0.awaits("'\(path)' does not go along with the next message")
      try $0.awaits(Self.prompt)
      $0.type("/edit\r")
      try $0.awaits("> written elsewhere")
      try $0.awaits("You asked written elsewhere.")
      $0.type("\u{4}")
    }
    #expect(!org.server.requests.contains { $0.body.contains("secret plan") }, "\(screen)")
  }
}
