import Testing

/// A prompt that will probably not pass is sent, with a note before.
struct PromptSizeTests {
  private static let gateway = ["--api", "llmg"]
  private static let opus = ["--api", "llmg", "-m", "sfdc_ai__DefaultBedrockAnthropicClaude46Opus"]

  @Test(
    arguments: [
      (("a", 439_999), [], nil),
      (
        ("a", 440_000), [],
        "the prompt has 440,000 characters: an org that masks personal data refuses from about 440,000 on"
      ),
      // Characters, and not bytes.
      (("ä", 30_000), [], nil),
      (("a", 440_000), gateway, nil),
      (("a", 440_000), gateway + ["--mask-pii"], "440,000 characters"),
      (("x ", 60_000), [], nil),
      (
        ("x ", 70_000), [],
        "tokens: where an org masks personal data every model takes 65,536, question and answer together"
      ),
      (("x ", 70_000), gateway, nil),
      (
        ("x ", 130_000), gateway,
        "tokens: 'sfdc_ai__DefaultOpenAIGPT4OmniMini' takes 128,000, question and answer together"
      ),
      (("x ", 70_000), opus, "'sfdc_ai__DefaultBedrockAnthropicClaude46Opus' takes 65,536"),
      (("x ", 130_000), gateway + ["-m", "My_Model"], nil),
      (("a", 440_000), ["-q"], nil),
      (("hi", 1), [], nil),
    ] as [((String, Int), [String], String?)])
  func isDoubtedWithTheFigures(_ prompt: (word: String, count: Int), _ words: [String], _ doubt: String?)
    async
  {
    let result = await TestProgram().run(
      words: ["generate", "--dry-run"] + words, input: String(repeating: prompt.word, count: prompt.count))
    #expect(result.status == 0)
    guard let doubt else { return #expect(result.errors == "") }
    #expect(result.errors.hasPrefix("sfmodels: note: the prompt has ") && result.errors.contains(doubt))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func allThatIsSaidInAConversationCounts() async {
    let half = String(repeating: "a", count: 220_000)
    let result = await TestProgram().run(words: ["chat", "--dry-run", "-s", half], input: half)
    #expect(result.errors.contains("the prompt has 440,000 characters"), "\(result.errors.prefix(300))")
  }

  private static let masked =
    "characters: an org that masks personal data refuses from about 440,000 on"

  /// A dataset gets no line for each row.
  @Test(
    arguments: [
      ([3], [], []), ([3, 440_000], [], ["row 2: the prompt has 440,000 \(masked)"]),
      (
        [440_000, 3, 440_001, 440_002], [],
        [
          "row 1: the prompt has 440,000 \(masked)", "2 more rows have prompts that will probably not pass",
        ]
      ), ([440_000], ["-q"], []),
    ] as [([Int], [String], [String])])
  func ofRowsTheFirstIsToldAndOthersAreCounted(_ lengths: [Int], _ words: [String], _ doubts: [String]) async
  {
    let rows = lengths.map { #"{"prompt":"\#(String(repeating: "a", count: $0))"}"# + "\n" }.joined()
    let result = await TestProgram().run(
      words: ["generate", "--from", "-", "--dry-run"] + words, input: rows)
    #expect(result.status == 0)
    #expect(result.errors == doubts.map { "sfmodels: note: \($0)\n" }.joined())
  }

  @Test func aRowIsDoubtedBeforeItIsSent() async {
    let row = #"{"prompt":"\#(String(repeating: "a", count: 461_000))"}"# + "\n"
    let result = await TestProgram().run("generate", "--from", "-", "--emulator", input: row)
    let lines = result.errors.split(separator: "\n")
    #expect(result.status == 1)
    #expect(lines.first == "sfmodels: note: row 1: the prompt has 461,000 \(Self.masked)")
    #expect(lines.dropFirst().first?.hasPrefix("sfmodels: row 1: the prompt is too long") == true)
  }

  @Test func itIsSentAllTheSameAndTheRefusalIsExplained() async {
    let result = await TestProgram().run(
      "generate", "--emulator", input: String(repeating: "a", count: 461_000))
    #expect(result.status == 1)
    #expect(
      result.errors.hasPrefix(
        """
        sfmodels: note: the prompt has 461,000 characters: an org that masks personal data refuses from about 440,000 on
        sfmodels: the prompt is too long for an org that masks personal data (400 BAD_ARGUMENT E30036)

        """), "\(result.errors)")
  }
}
