import FoundationEssentials
import Testing

/// What others say commands no terminal, whoever says it and by whatever command it is printed; a pipe gets it as it is.
@Suite struct ControlCharacterTests {
  /// All of C0, DEL and C1 but newline and tab, and sequences that do harm.
  static let words: String = {
    let controls = (UInt32(0)...0x9F).compactMap(Unicode.Scalar.init).filter {
      $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
    }
    let sequences = [
      "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{1B}[2J\u{1B}[H", "\u{1B}P1$r0m\u{1B}\\",
      "\u{9B}31m\u{9D}0;t\u{9C}", "over\r\u{8}\u{8}written", "\u{202E}txt\u{202C}\u{2066}x\u{2069}",
    ]
    return controls.map { "<\($0)>" }.joined() + sequences.joined(separator: " ") + " end"
  }()

  /// As it stands within the quotation marks of a JSON or a TOML text.
  static let escaped = words.unicodeScalars.map { scalar in
    let digits = String(scalar.value, radix: 16)
    return scalar.value >= 0x20 && scalar.value < 0x7F && scalar != "\\" && scalar != "\""
      ? String(scalar) : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  static let text = escaped.joined()

  /// A command that prints what somebody else has said.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    var script: [String: [Turn]] = [:]
    /// Files in the home, made before; the command is told their paths by their names in `words`.
    var files: [String: String] = [:]
    /// Whether the words must reach a pipe as they are.
    var isWhole = false

    var testDescription: String { name }
  }

  private static let answer = Documents.generationBody.replacing("Once upon a time.", with: text)
  private static let stream = Turn(
    .raw(
      GatewayTests.head + escaped.map { GatewayTests.event($0) }.joined()
        + GatewayTests.event("", finish: "\"stop\"") + "event: generation\r\ndata: [DONE]\r\n\r\n"), .close)

  private static func refusal(_ status: Int) -> Turn {
    .answer(status, #"{"errorCode":"\#(text)","messageCode":"\#(text)","message":"\#(text)"}"#).always
  }

  private static let vectors = #"{"id":"\#(text)","embedding":[0.1,0.2,0.3],"text":"\#(text)"}"# + "\n"

  static let cases: [Case] = [
    Case(
      name: "generate", words: ["generate", "hi"], script: [Documents.generations: [.answer(200, answer)]],
      isWhole: true),
    Case(
      name: "generate --raw", words: ["generate", "--raw", "hi"],
      script: [Documents.generations: [.answer(200, answer.replacing(#"\u009b"#, with: "\u{9B}"))]]),
    Case(
      name: "generate --json", words: ["generate", "--json", "hi"],
      script: [Documents.generations: [.answer(200, answer)]]),
    Case(
      name: "generate, streamed in pieces", words: ["generate", "--api", "llmg", "--stream", "hi"],
      script: [GatewayTests.stream: [stream]], isWhole: true),
    Case(
      name: "chat, streamed in pieces", words: ["chat", "--api", "llmg", "--stream", "hi"],
      script: [GatewayTests.stream: [stream]], isWhole: true),
    Case(
      name: "chat", words: ["chat", "hi"],
      script: [
        Documents.chat: [
          .answer(
            200,
            #"{"id":"c","generationDetails":{"generations":[{"id":"g","role":"assistant","content":"\#(text)"}]}}"#
          )
        ]
      ], isWhole: true),
    Case(
      name: "a refusal", words: ["generate", "hi"], script: [Documents.generations: [refusal(400)]]),
    Case(
      name: "a refusal, as JSON", words: ["generate", "--json", "hi"],
      script: [Documents.generations: [refusal(400)]]),
    Case(
      name: "a refused token", words: ["generate", "hi"],
      script: [
        Documents.token: [
          .answer(400, #"{"error":"\#(text)","error_description":"\#(text)"}"#).always
        ]
      ]),
    Case(
      name: "no token at all", words: ["generate", "hi"],
      script: [Documents.token: [.answer(404, words, type: "text/html").always]]),
    Case(
      name: "the trace", words: ["generate", "-v", "hi"],
      script: [Documents.generations: [.answer(200, answer)]]),
    Case(
      name: "rows", words: ["generate", "--from", "rows.jsonl"],
      script: [Documents.generations: [.answer(200, answer).always]],
      files: ["rows.jsonl": #"{"id":"\#(text)","prompt":"hi"}"# + "\n"]),
    Case(
      name: "refused rows", words: ["generate", "--from", "rows.jsonl"],
      script: [Documents.generations: [refusal(400)]],
      files: ["rows.jsonl": #"{"id":"\#(text)","prompt":"hi"}"# + "\n"]),
    Case(
      name: "refused rows on a device",
      words: ["generate", "--from", "rows.jsonl", "--errors", "/dev/stderr"],
      script: [Documents.generations: [refusal(400)]],
      files: ["rows.jsonl": #"{"id":"\#(text)","prompt":"hi"}"# + "\n"]),
    Case(
      name: "embed --keep-text", words: ["embed", "--keep-text", "--from", "rows.jsonl"],
      script: [Documents.embeddings: [Documents.embeddings(1).always]],
      files: ["rows.jsonl": #"{"id":"\#(text)","text":"\#(text)"}"# + "\n"]),
    Case(
      name: "similar", words: ["similar", "hi", "--in", "vectors.jsonl"],
      script: [Documents.embeddings: [Documents.embeddings(1)]], files: ["vectors.jsonl": vectors],
      isWhole: true),
    Case(
      name: "similar --json", words: ["similar", "--json", "hi", "--in", "vectors.jsonl"],
      script: [Documents.embeddings: [Documents.embeddings(1)]], files: ["vectors.jsonl": vectors]),
    Case(
      name: "a plug-in", words: ["plugin", "echo", "--data", "{}"],
      script: ["POST /ai/gpt/v1/plugins/echo/generations": [.answer(200, words, type: "text/plain")]],
      isWhole: true),
    Case(
      name: "batch status", words: ["batch", "status", "j"],
      script: [
        "GET /ai/gpt/v1/batch/j": [
          .answer(200, #"{"jobId":"\#(text)","status":"\#(text)","error":"\#(text)"}"#).always
        ]
      ]),
    Case(
      name: "auth status --check", words: ["auth", "status", "--check"],
      script: [
        Documents.token: [
          .answer(
            200,
            #"{"access_token":"\#(Documents.webToken())","instance_url":"\#(text)","scope":"\#(text)","id":"\#(text)","api_instance_url":"\#(text)"}"#
          ).always
        ]
      ]),
    Case(
      name: "config get", words: ["config", "get", "model"],
      files: [".config/sfmodels/config.toml": "[profile.default]\nmodel = \"\(text)\"\n"], isWhole: true),
    Case(
      name: "config list", words: ["config", "list"],
      files: [
        ".config/sfmodels/config.toml":
          "[profile.default]\nmodel = \"\(text)\"\n[alias]\n\"\(text)\" = \"\(text)\"\n"
      ], isWhole: true),
    Case(
      name: "an unknown profile", words: ["generate", "-p", "x", "hi"],
      files: [".config/sfmodels/config.toml": "[profile.\"\(text)\"]\nmodel = \"m\"\n"]),
    Case(
      name: "a setting that cannot be", words: ["generate", "hi"],
      files: [".config/sfmodels/config.toml": "[profile.default]\nretries = \"\(text)\"\n"]),
    Case(
      name: "what was typed",
      words: ["generate", "-m", "\u{1B}[2J\u{9B}1m\r\u{202E}", "--dry-run", "\u{9B}\u{7F}"]),
    Case(name: "a mistyped option", words: ["generate", "--\u{1B}[2J\u{9B}1m\r"]),
    Case(name: "a file of a strange name", words: ["generate", "-f", "\u{1B}]0;x\u{7}\u{9B}\r"]),
    Case(name: "a domain", words: ["auth", "status", "--domain", "http://\u{1B}[2J\u{9B}.example.com"]),
  ]

  private static func prepared(_ item: Case) throws -> (Org, [String], [String: String]) {
    let org = try Org(item.script)
    for (name, content) in item.files { try org.home.write(content, to: name) }
    let words = item.words.map { item.files[$0] == nil ? $0 : org.home.path + "/" + $0 }
    return (org, words, org.environment)
  }

  /// What commands a terminal, but for the ends of lines.
  static func commands(in screen: String) -> [String] {
    Terminal.withoutSpinner(screen).replacing("\r\n", with: "\n").unicodeScalars.filter { scalar in
      scalar != "\n" && scalar != "\t"
        && (scalar.properties.generalCategory == .control
          || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value))
    }.map { String($0.value, radix: 16) }
  }

  @Test(arguments: cases)
  func aTerminalShowsThem(_ item: Case) async throws {
    let (org, words, environment) = try Self.prepared(item)
    let (screen, _) = try await onThread {
      try Terminal(words, environment: environment.merging(["TERM": "xterm", "NO_COLOR": "1"]) { $1 })
        .finish()
    }
    #expect(Self.commands(in: screen) == [], "\(screen.debugDescription)")
    #expect(screen.contains("^[") || screen.contains("U+00") || screen.contains("u001"), "\(screen)")
    _ = org
  }

  @Test(arguments: cases.filter(\.isWhole))
  func aPipeGetsThemAsTheyAre(_ item: Case) async throws {
    let (org, words, environment) = try Self.prepared(item)
    var call = Call(words)
    call.environment = environment
    let outcome = try await call.run()
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(
      Data(outcome.outputBytes).firstRange(of: Data(Self.words.utf8)) != nil,
      "\(outcome.output.debugDescription)")
    _ = org
  }

  @Test func stylesStayAndNothingElseDoes() async throws {
    let org = try Org([GatewayTests.stream: [Self.stream]])
    let environment = org.environment.merging(["TERM": "xterm"]) { $1 }
    let (screen, _) = try await onThread {
      try Terminal(
        ["generate", "--api", "llmg", "--stream", "--render", "**x**"], environment: environment
      ).finish()
    }
    #expect(screen.contains("^[[2J^[[H"))
    #expect(Self.commands(in: screen.replacing(/\u{1B}\[(1|2|3|4|22|23|24|3[1-6]|39)m/, with: "")) == [])
  }

  @Test func aConversationShowsThemToo() async throws {
    let home = try Home()
    let environment = ["HOME": home.path, "TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1"]
    let prompt = "OpenAIGPT4OmniMini> "
    let screen = try await onThread {
      let terminal = try Terminal(["chat", "--emulator", "-q"], environment: environment)
      try terminal.awaits(prompt)
      try home.write("[[reply: \u{1B}]0;title\u{7}\u{1B}[2J\u{9B}31m\r\u{8}\u{202E}]]", to: "message")
      terminal.type("/file \(home.path)/message\r")
      try terminal.awaits("goes along")
      try terminal.awaits("\u{1B}[?2004h")
      terminal.type("go on\r")
      try terminal.awaits("^[]0;title^G^[[2J<U+009B>31m^M^H<U+202E>")
      try terminal.awaits("\u{1B}[?2004h")
      terminal.type("/history\r")
      try terminal.awaits("^[]0;title^G^[[2J<U+009B>31m^M^H<U+202E>")
      try terminal.awaits("\u{1B}[?2004h")
      terminal.type("\u{4}")
      return try terminal.finish().screen
    }
    #expect(!screen.contains("\u{1B}]0;") && !screen.contains("\u{1B}[2J") && !screen.contains("\u{9B}"))
  }
}
