import Testing

/// Words for people are broken between words to the width of a terminal, whatever command says them; a pipe gets them
/// as they are.
@Suite struct WrappingTests {
  /// A command that says something for people.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    var script: [String: [Turn]] = [:]
    /// What reaches a pipe on standard output, where that is an answer.
    var output: String?

    var testDescription: String { name }
  }

  /// No word of it is wider than 20 columns.
  static let answer = """
    # The quick brown fox and its long title
    A **lazy dog**, with `code in a line` and 漢字とかなの文章、that was jumped over by it.

    - one item that goes on below its own text
      1. another one that goes on, too
    > a quotation of some length as well
    """

  private static let escaped = answer.replacing("\n", with: "\\n")
  private static let stream = Turn(
    .raw(
      GatewayTests.head
        + answer.unicodeScalars.map { GatewayTests.event($0 == "\n" ? "\\n" : String($0)) }.joined()
        + GatewayTests.event("", finish: "\"stop\"") + "event: generation\r\ndata: [DONE]\r\n\r\n"), .close)
  private static let whole = Turn.answer(
    200, Documents.generationBody.replacing("Once upon a time.", with: escaped))

  static let cases: [Case] = [
    Case(
      name: "generate", words: ["generate", "hi"], script: [Documents.generations: [whole]],
      output: answer + "\n"),
    Case(
      name: "generate, styled", words: ["generate", "--render", "hi"],
      script: [Documents.generations: [whole]]),
    Case(
      name: "generate, streamed", words: ["generate", "--api", "llmg", "--stream", "hi"],
      script: [GatewayTests.stream: [stream]], output: answer + "\n"),
    Case(
      name: "generate, streamed and styled", words: ["generate", "--api", "llmg", "--render", "hi"],
      script: [GatewayTests.stream: [stream]]),
    Case(
      name: "chat, streamed", words: ["chat", "--api", "llmg", "--stream", "hi"],
      script: [GatewayTests.stream: [stream]], output: answer + "\n"),
    Case(
      name: "a warning", words: ["generate", "hi"],
      script: [
        Documents.generations: [whole],
        Documents.token: [Documents.tokenAnswer(Documents.webToken(livingFor: -7200)).always],
      ], output: answer + "\n"),
    Case(name: "a sentence with a hint", words: ["generate", "--temperature", "0.5", "hi"]),
    Case(
      name: "what the service says", words: ["generate", "hi"],
      script: [
        Documents.generations: [
          .answer(400, #"{"errorCode":"BAD","message":"the quick brown fox jumps over the lazy dog"}"#).always
        ]
      ]),
    Case(name: "exit statuses", words: ["help", "exit-status"]),
    Case(name: "what login says", words: ["auth", "login"]),
    Case(name: "auth status", words: ["auth", "status"]),
  ]

  private static func screen(_ item: Case, _ columns: UInt16) async throws -> (org: Org, lines: [String]) {
    let org = try Org(item.script)
    let environment = org.environment.merging(["TERM": "xterm"]) { $1 }
    let (screen, _) = try await onThread {
      let terminal = try Terminal(item.words, environment: environment, columns: columns)
      terminal.type("\u{4}")
      return try terminal.finish()
    }
    let plain = Terminal.withoutSpinner(screen).replacing("\r\n", with: "\n").replacing(
      #/\u{1B}\[[0-9;?]*[a-zA-Z]/#, with: "")
    return (org, plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  /// East Asian characters of the answer take two columns each.
  private static func columns(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) }
  }

  @Test(arguments: cases, [40, 80] as [UInt16])
  func aTerminalGetsNoLineThatIsTooWide(_ item: Case, _ columns: UInt16) async throws {
    let (_, lines) = try await Self.screen(item, columns)
    let wide = lines.filter { Self.columns($0) > columns && $0.trimmingPrefix(" ").contains(" ") }
    #expect(wide == [], "\(lines.joined(separator: "\n"))")
    #expect(lines.count > 1)
  }

  @Test(arguments: cases.filter { $0.output != nil }, [20, 40, 80] as [UInt16])
  func noWordIsBrokenOnATerminal(_ item: Case, _ columns: UInt16) async throws {
    let (_, lines) = try await Self.screen(item, columns)
    let words = lines.joined(separator: " ").split { $0 == " " || $0 == ">" }
    for word in Self.answer.split(whereSeparator: { " \n>".contains($0) }) where !word.contains("漢") {
      #expect(words.contains(word), "\(lines.joined(separator: "\n"))")
    }
  }

  @Test(arguments: cases.filter { $0.output != nil })
  func aPipeGetsItAsItIs(_ item: Case) async throws {
    let org = try Org(item.script)
    var call = Call(item.words)
    call.environment = org.environment.merging(["COLUMNS": "20"]) { $1 }
    #expect(try await call.run().output == item.output)
  }

  @Test func aConversationIsBrokenToTheWindowAsItIsNow() async throws {
    let home = try Home()
    let environment = ["HOME": home.path, "TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"]
    let ending = try await onThread {
      let terminal = try Terminal(["chat", "--emulator"], environment: environment, columns: 40)
      try terminal.awaits("/help shows what can be\r\ndone here; Ctrl-D leaves\r\n")
      try terminal.awaits("> ")
      terminal.type("/help\r")
      try terminal.awaits("/model [NAME]        Show or choose the\r\n                     model.\r\n")
      try terminal.awaits("> ")
      terminal.type("[[reply: the quick brown fox jumps over the lazy dog]]\r")
      try terminal.awaits("the quick brown fox jumps over the lazy\r\ndog\r\n")
      try terminal.awaits("> ")
      terminal.resize(columns: 60, rows: 24)
      terminal.type("[[reply: the quick brown fox jumps over the lazy dog]]\r")
      try terminal.awaits("the quick brown fox jumps over the lazy dog\r\n")
      try terminal.awaits("> ")
      terminal.type("\u{4}")
      return try terminal.finish().1
    }
    #expect(ending == .exit(0))
  }

  @Test func jsonThatASchemaDemandsStaysWhole() async throws {
    let home = try Home()
    try home.write(#"{"type":"object"}"#, to: "schema.json")
    let answer = #"{"title": "the quick brown fox", "text": "jumps over the lazy dog"}"#
    let schema = home.path + "/schema.json"
    let environment = ["HOME": home.path, "TERM": "xterm"]
    let screen = try await onThread {
      try Terminal(
        ["generate", "--emulator", "--schema", schema, "[[reply: \(answer)]]"], environment: environment,
        columns: 20
      ).finish().screen
    }
    #expect(screen.contains(answer), "\(screen)")
  }
}
