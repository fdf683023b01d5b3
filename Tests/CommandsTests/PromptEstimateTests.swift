import Testing

/// `--estimate`: what is known of a prompt before it is sent.
struct PromptEstimateTests {
  private static let masked =
    "where the org masks personal data: 65,536 tokens, and about 440,000 characters of the prompt\n"
  private static let gateway = ["--api", "llmg"]

  @Test(
    arguments: [
      (
        [],
        """
        some 6 tokens, 11 characters
        'sfdc_ai__DefaultOpenAIGPT4OmniMini' takes 128,000 tokens, question and answer together
        \(masked)it will pass

        """
      ),
      (
        gateway + ["-m", "My_Model"],
        """
        some 6 tokens, 11 characters
        how much 'My_Model' takes is not known
        it will pass

        """
      ),
      (
        ["--json"],
        """
        {"model":"sfdc_ai__DefaultOpenAIGPT4OmniMini","input_tokens":6,"characters":11,"context":128000,\
        "masked_context":65536,"passes":true}

        """
      ),
    ] as [([String], String)])
  func aPromptThatPasses(_ words: [String], _ output: String) async {
    let result = await TestProgram().run(words: ["generate", "--estimate"] + words + ["hello world"])
    #expect(result == .init(status: 0, output: output, errors: ""))
  }

  @Test(
    arguments: [
      (("a", 440_000), [], "the prompt has 440,000 characters: an org that masks personal data refuses"),
      (("x ", 70_000), [], "tokens: where an org masks personal data every model takes 65,536"),
      (("x ", 130_000), gateway, "takes 128,000, question and answer together"),
      (("x ", 70_000), gateway + ["-m", "claude-opus-4.5"], "takes 65,536, question and answer together"),
    ] as [((String, Int), [String], String)])
  func aPromptThatWillNot(_ prompt: (word: String, count: Int), _ words: [String], _ reason: String) async {
    let text = String(repeating: prompt.word, count: prompt.count)
    let result = await TestProgram().run(words: ["generate", "--estimate"] + words, input: text)
    #expect(result.status == 1)
    #expect(!result.output.contains("it will pass"))
    #expect(result.errors.hasPrefix("sfmodels: it will probably be refused: the prompt has "))
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func rowsAreAddedUpAndNoneIsSent() async {
    let rows = ["hello world", "hello world", String(repeating: "a", count: 440_001)]
    let input = rows.map { #"{"prompt":"\#($0)"}"# + "\n" }
    let words = ["generate", "-q", "--estimate", "--from", "-"]
    let passing = await TestProgram().run(words: words, input: input[..<2].joined())
    #expect(passing == .init(status: 0, output: "2 rows: some 12 tokens\n", errors: ""))
    let json = await TestProgram().run(words: words + ["--json"], input: input.joined())
    #expect(json.output.hasPrefix(#"{"rows":3,"input_tokens":"#))
    #expect(json.output.hasSuffix(#""doubtful_rows":1}"# + "\n"), "\(json.output)")
    #expect(json.status == 1)
    #expect(
      json.errors == #"{"error":{"message":"it will probably be refused: 1 of 3 rows","exit":1}}"# + "\n")
  }

  @Test(arguments: ["--dry-run", "--raw", "--usage", "--output=x", "--repeat=2", "--max-requests=3"])
  func whatAsksForAnAnswerIsRefused(_ option: String) async {
    let result = await TestProgram().run(
      "generate", "--estimate", option, option.contains("=") ? "--from=x" : "hi")
    #expect(result.status == 2)
    #expect(result.errors.contains("--estimate and \(option.prefix { $0 != "=" }) cannot be used together"))
  }

  @Test func whatTheAPICannotDoIsRefusedAsWhenItIsSent() async {
    let result = await TestProgram().run("generate", "--estimate", "--temperature", "1", "hi")
    #expect(result.status == 2)
    #expect(result.errors.contains("--temperature"))
  }
}
