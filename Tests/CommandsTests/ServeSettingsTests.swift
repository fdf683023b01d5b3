import Testing

@testable import Commands

/// What `serve` prints for clients, and which of its options it refuses.
struct ServeSettingsTests {
  private static let firstKey =
    "$(sed -n '/^[[:space:]]*[^#[:space:]]/{s/^[[:space:]]*//;s/[[:space:]]*$//;p;q;}' -- "

  @Test(
    arguments: [
      ([], [:], "unused"),
      ([], ["SFMODELS_SERVE_KEY": "a"], "$SFMODELS_SERVE_KEY"), ([], ["SFMODELS_SERVE_KEY": " "], "unused"),
      (["--api-key-file", "keys"], ["SFMODELS_SERVE_KEY": "a"], firstKey + "'keys')"),
      (["--api-key-file", "it's $(a) `key`"], [:], firstKey + #"'it'\''s $(a) `key`')"#),
    ] as [([String], [String: String], String)])
  func theKeyIsReadByTheClientsShell(_ options: [String], _ environment: [String: String], _ key: String)
    async
  {
    let printed = await TestProgram().run(
      words: ["serve", "--print-config", "openai"] + options, environment: environment)
    #expect(
      printed.output == """
        \(Self.families)export OPENAI_BASE_URL='http://127.0.0.1:8080/v1'
        export OPENAI_API_KEY="\(key)"

        """)
    #expect(printed.status == 0)
  }

  /// What answers where no org tells what it has.
  private static let families = """
    # gpt-* is sfdc_ai__DefaultOpenAIGPT4OmniMini
    # gpt-*-mini is sfdc_ai__DefaultOpenAIGPT4OmniMini
    # o* is sfdc_ai__DefaultO3
    # codex-* is sfdc_ai__DefaultGPT5

    """
  private static let claudeFamilies = """
    # claude-opus-* is sfdc_ai__DefaultBedrockAnthropicClaude45Opus
    # claude-sonnet-* is sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet
    # claude-haiku-* is sfdc_ai__DefaultBedrockAnthropicClaude45Haiku

    """

  @Test(arguments: [
    ("claude-code", claudeFamilies), ("codex", families), ("openai", families), ("llm", families),
  ])
  func aClientIsToldWhatAnswersForNamesOfItsFamilies(_ client: String, _ families: String) async {
    let printed = await TestProgram().run("serve", "--print-config", client)
    let comments = printed.output.split(separator: "\n").filter { $0.contains(" is sfdc_ai__") }
    #expect(comments.map { $0 + "\n" }.joined() == families)
  }

  @Test func codexIsToldOfAKeyOnlyWhereOneIsNeeded() async {
    let open = await TestProgram().run("serve", "--print-config", "codex").output
    let guarded = await TestProgram().run(
      "serve", "--print-config", "codex", environment: ["SFMODELS_SERVE_KEY": "a"]
    ).output
    #expect(!open.contains("SFMODELS_SERVE_KEY"))
    #expect(guarded.hasSuffix("wire_api = \"responses\"\nenv_key = \"SFMODELS_SERVE_KEY\"\n"))
  }

  @Test func anAddressMayStandInBrackets() async {
    let printed = await TestProgram().run("serve", "--host", "[::1]", "--print-config", "openai")
    #expect(printed.output.contains("\nexport OPENAI_BASE_URL='http://[::1]:8080/v1'\n"))
  }

  @Test func noAddressIsNotAnAddress() async {
    let refused = await TestProgram().run("serve", "--emulator", "--host", "", "--print-config", "openai")
    #expect(refused.status == 2)
    #expect(refused.errors == "sfmodels: option '--host': '' is empty\n")
  }

  @Test(arguments: [
    ("https://Chat.example.com:443", "https://chat.example.com"), ("NULL", "null"),
    ("app://obsidian.md", "app://obsidian.md"), ("chrome-extension://abc", "chrome-extension://abc"),
    ("tauri://localhost", "tauri://localhost"), ("http://a.example:8080", "http://a.example:8080"),
  ])
  func anOriginIsNormalised(_ argument: String, _ origin: String) throws {
    #expect(try OriginArgument(argument: argument).origin == origin)
  }

  @Test(arguments: [
    ("*", "is a pattern"), ("https://*.example.com", "is a pattern"),
    ("https://a.example/", "is not an origin"),
    ("https://a.example/chat", "is not an origin"), ("a.example", "is not an origin"),
    ("https://me@a.example", "is not an origin"), ("https://bücher.example", "xn--"),
    ("", "is empty"),
    ("https://a%2f.localhost", "is not an origin"), ("https://a:99999", "is not an origin"),
  ])
  func anOriginThatNoBrowserSendsIsRefused(_ argument: String, _ reason: String) async {
    let refused = await TestProgram().run("serve", "--emulator", "--allow-origin", argument)
    #expect(refused.status == 2)
    #expect(refused.errors.contains(reason), "\(refused.errors)")
  }

  @Test(arguments: [
    (
      ["--lane", "native"], 2,
      "the Models REST API has no native endpoints; the LLM Gateway has: --api llmg"
    ),
    (["--lane", "native", "--api", "models"], 2, "--api llmg"), (["--lane", "some"], 2, "native"),
    (["--lane", "native", "--api", "llmg"], 0, ""), (["--lane", "auto", "--api", "models"], 0, ""),
    (["--lane", "translated"], 0, ""),
  ])
  func aLaneIsTakenWhereThereIsOne(_ options: [String], _ status: Int, _ reason: String) async {
    let printed = await TestProgram().run(words: ["serve", "--print-config", "openai"] + options)
    #expect(printed.status == status)
    #expect(reason.isEmpty ? printed.errors.isEmpty : printed.errors.contains(reason), "\(printed.errors)")
  }
}
