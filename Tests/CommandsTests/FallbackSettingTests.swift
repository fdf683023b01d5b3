import ModelsAPI
import TestSupport
import Testing

@testable import Commands

/// `fallback.NAME` in the settings: read and changed like aliases, and refused where it leads nowhere.
struct FallbackSettingTests {
  private static let path = ".config/sfmodels/config.toml"
  private static let mini = ModelName("sfdc_ai__DefaultGPT4OmniMini")
  private static let omni = ModelName("sfdc_ai__DefaultGPT4Omni")

  private static let settings = """
    # mine
    [alias]
    fast = "gpt-4o-mini"
    own = "my__Model"

    [fallback]
    fast = ["own", "gpt-4o"]   # the one before the other
    "with.dots" = ["own"]
    gpt-4.1 = "own,other__Model"

    """

  private func run(_ words: [String], _ text: String = settings) async throws -> (
    result: TestProgram.Result, text: String
  ) {
    let home = try TemporaryFolder()
    try home.write(text, to: Self.path)
    let result = await TestProgram(ScriptedService(), home: home.path).run(
      words: words, environment: ["SFMODELS_ACCESS_TOKEN": "t"])
    return (result, try home.text(of: Self.path))
  }

  @Test func listsLeadToModelsByWhateverNames() throws {
    let folder = try TemporaryFolder()
    let settings = try SettingsFile(folder.write(Self.settings, to: "config.toml"))
    #expect(
      try settings.fallbacks() == [
        Self.mini: ["my__Model", Self.omni], "with.dots": ["my__Model"],
        "sfdc_ai__DefaultGPT41": ["my__Model", "other__Model"],
      ])
  }

  @Test(arguments: [
    ("fallback.fast", "own", "fast = [\"own\", \"gpt-4o\"]", "fast = [\"own\"]"),
    (
      "fallback.with.dots", "a__b, gpt-4o", "\"with.dots\" = [\"own\"]",
      "\"with.dots\" = [\"a__b\", \"gpt-4o\"]"
    ),
    (
      "fallback.gpt-5", "own,fast", "own,other__Model\"\n",
      "own,other__Model\"\ngpt-5 = [\"own\", \"fast\"]\n"
    ),
    // As it is written there, without quotation marks.
    ("fallback.gpt-4.1", "own", "gpt-4.1 = \"own,other__Model\"", "gpt-4.1 = [\"own\"]"),
  ])
  func oneListIsSet(_ key: String, _ value: String, _ old: String, _ new: String) async throws {
    let (result, text) = try await run(["config", "set", key, value])
    #expect(result == .init(status: 0, output: "", errors: ""))
    #expect(text == Self.settings.replacing(old, with: new))
  }

  @Test func aNameWithoutQuotationMarksIsRemovedToo() async throws {
    let (removed, text) = try await run(["config", "unset", "fallback.gpt-4.1"])
    #expect(removed.status == 0)
    #expect(text == Self.settings.replacing("gpt-4.1 = \"own,other__Model\"\n", with: ""))
  }

  @Test func aNameThatStandsTwiceIsRefusedAndCanBeRemoved() async throws {
    let twice = "[fallback]\n\"gpt-4.1\" = [\"a__a\"]\ngpt-4.1 = [\"b__b\"]\n"
    for words in [
      ["config", "set", "fallback.gpt-4.1", "c__c"], ["generate", "hi"], ["serve", "--port", "0"],
    ] {
      let (refused, text) = try await run(words, twice)
      #expect(
        refused.status == 2 && refused.errors.contains("'fallback.gpt-4.1' stands twice in "), "\(refused)")
      #expect(text == twice)
    }
    let (removed, text) = try await run(["config", "unset", "fallback.gpt-4.1"], twice)
    #expect(removed.status == 0 && text == "[fallback]\n")
  }

  @Test func oneIsShownAndRemoved() async throws {
    #expect(try await run(["config", "get", "fallback.fast"]).result.output == "own,gpt-4o\n")
    let (removed, text) = try await run(["config", "unset", "fallback.fast"])
    #expect(removed.status == 0)
    #expect(
      text
        == Self.settings.replacing("fast = [\"own\", \"gpt-4o\"]   # the one before the other\n", with: ""))
    #expect(try await run(["config", "unset", "fallback.nobody"]).result.status == 1)
    let list = try await run(["config", "list"]).result.output.split(separator: "\n").filter {
      $0.hasPrefix("fallback.")
    }
    #expect(
      list.map { $0.prefix { $0 != "(" } } == [
        "fallback.fast = own,gpt-4o  ", "fallback.gpt-4.1 = own,other__Model  ", "fallback.with.dots = own  ",
      ])
  }

  @Test(arguments: [
    (["fallback.own", "own"], "'my__Model' cannot be its own fallback"),
    (["fallback.own", "my__Model"], "'my__Model' cannot be its own fallback"),
    (
      ["fallback.own", "fast"],
      "the fallbacks of 'my__Model' lead back to it: my__Model → sfdc_ai__DefaultGPT4OmniMini → my__Model"
    ),
    (["fallback.fast", ""], "is empty"), (["fallback.fast", "a,,b"], "a name is missing in 'fallback.fast'"),
    (["fallback.fast", " "], "a name is missing in 'fallback.fast'"),
    (["fallback.", "a"], "no setting 'fallback.'"),
    (["fallback.gpt-4o-mini", "own"], "'fallback.fast' and 'fallback.gpt-4o-mini' are both lists of"),
    // An alias may close a circle, too.
    (["alias.other__Model", "gpt-4.1"], "'sfdc_ai__DefaultGPT41' cannot be its own fallback"),
    (
      ["fallback.own", "text-embedding-ada-002,sfdc_ai__DefaultOpenAITextEmbeddingAda_002"],
      "makes vectors and can have no fallback, or be one"
    ),
  ])
  func whatLeadsNowhereIsRefused(_ words: [String], _ sentence: String) async throws {
    let (refused, text) = try await run(["config", "set"] + words)
    #expect(refused.status == 2, "\(refused)")
    #expect(refused.errors.contains(sentence), "\(refused.errors)")
    #expect(text == Self.settings)
  }

  @Test(
    arguments: [
      ("a__a = [\"b__b\"]\nb__b = [\"a__a\"]", "the fallbacks of 'a__a' lead back to it: a__a → b__b → a__a"),
      ("a__a = [\"a__a\"]", "'a__a' cannot be its own fallback"),
      ("a__a = []", "a name is missing in 'fallback.a__a'"),
      ("a__a = [\"b\", \"\"]", "a name is missing in 'fallback.a__a'"),
      ("a__a = [1]", "'fallback.a__a' is no list of names"),
      ("a__a = [[\"b\"]]", "'fallback.a__a' is no list of names"),
    ],
    [
      ["generate", "hi"], ["chat", "hi"], ["serve", "--port", "0"], ["generate", "--from", "-"],
      ["serve", "--print-config", "openai"],
    ])
  func aMistakeInTheFileIsOne(_ mistake: (text: String, sentence: String), _ words: [String]) async throws {
    let (refused, _) = try await run(words, "[fallback]\n\(mistake.text)\n")
    #expect(refused.status == 2, "\(refused)")
    #expect(refused.errors.contains(mistake.sentence), "\(refused.errors)")
    #expect(refused.output == "")
  }

  @Test func otherSettingsAreNoLists() async throws {
    let (refused, _) = try await run(["config", "list"], "[profile.default]\nmodel = [\"a\"]\n")
    #expect(refused.status == 2 && refused.errors.contains("is no text, number or boolean"), "\(refused)")
  }

  /// The server has more names for models than the command line: those of their makers.
  @Test func listsOfTheServerLeadWhereItsRequestsDo() async throws {
    let text = "[fallback]\nclaude-sonnet-4-5 = [\"claude-haiku-4-5\"]\n"
    let (printed, _) = try await run(["serve", "--print-config", "openai"], text)
    #expect(
      printed.output.contains(
        "# where 'sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet' does not answer, 'sfdc_ai__DefaultBedrockAnthropicClaude45Haiku' is asked\n"
      ), "\(printed)")
  }

  @Test func clientsAreToldOfChains() async throws {
    let (printed, _) = try await run(["serve", "--print-config", "openai"])
    #expect(printed.status == 0)
    #expect(
      printed.output.contains(
        "# where 'sfdc_ai__DefaultGPT4OmniMini' does not answer, 'my__Model', then 'sfdc_ai__DefaultGPT4Omni' are asked\n"
      ),
      "\(printed.output)")
    let chosen = try await run(["serve", "--print-config", "openai", "--fallback", "fast"]).result.output
    #expect(
      chosen.contains(
        "# where a model does not answer, 'sfdc_ai__DefaultGPT4OmniMini', then 'my__Model', then 'sfdc_ai__DefaultGPT4Omni' are asked\n"
      ), "\(chosen)")
  }
}
