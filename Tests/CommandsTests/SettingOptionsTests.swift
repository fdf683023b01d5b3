import CommandTree
import ModelsAPI
import RowEngine
import Testing
import Wire

@testable import Commands

/// Each setting of the table as an option, as a field of a row, and as `/set` has it.
struct SettingOptionsTests {
  /// The setting, the words of its option, the field of a row that says the same, and what both set.
  private static let settings: [(GenerationSetting, [String], JSONObject, GenerationSettings)] = [
    (.numberOfGenerations, ["2"], ["num_generations": 2], set { $0.numberOfGenerations = 2 }),
    (.maximumTokens, ["9"], ["max_tokens": "9"], set { $0.maximumTokens = 9 }),
    (.temperature, ["0.5"], ["temperature": 0.5], set { $0.temperature = 0.5 }),
    (.topP, ["0.25"], ["top-p": "0.25"], set { $0.topP = 0.25 }),
    (.topK, ["4"], ["top_k": 4], set { $0.topK = 4 }),
    (.stopSequences, ["a", "b"], ["stop": ["a", "b"]], set { $0.stopSequences = ["a", "b"] }),
    (.frequencyPenalty, ["0.5"], ["frequency_penalty": 0.5], set { $0.frequencyPenalty = 0.5 }),
    (.presencePenalty, ["0.5"], ["presence-penalty": 0.5], set { $0.presencePenalty = 0.5 }),
    (.seed, ["7"], ["seed": 7], set { $0.seed = 7 }),
    (.parameters, ["k=1"], ["param": ["k": 1]], set { $0.parameters = ["k": 1] }),
    (.maskPersonalData, ["false"], ["mask_pii": false], set { $0.masksPersonalData = false }),
    (.safetyScoring, ["input"], ["safety": "Input"], set { $0.safetyScoring = .input }),
    (.biasScoring, ["both"], ["bias": "both"], set { $0.biasScoring = .both }),
    (.logProbabilities, ["3"], ["logprobs": 3], set { $0.logProbabilities = 3 }),
    (.turnID, ["t"], ["turn_id": "t"], set { $0.turnID = "t" }),
    (.webSearch, ["true"], ["web_search": true], set { $0.searchesWeb = true }),
  ]

  private static func set(_ change: (inout GenerationSettings) -> Void) -> GenerationSettings {
    var settings = GenerationSettings()
    change(&settings)
    return settings
  }

  @Test func everySettingWithASentenceIsAnOptionOfGenerateAndChat() throws {
    let names = Self.settings.map(\.0.optionName)
    for command in ["generate", "chat"] {
      let description = try #require(CommandTree.sfmodels.description().children.first { $0.name == command })
      let section = description.options.filter { $0.section == SettingOptions.section }
      #expect(section.map(\.name) == names + ["stream", "completion"])
    }
    #expect(GenerationSetting.allCases.filter { $0.help != nil } == Self.settings.map(\.0))
  }

  @Test(arguments: settings)
  func anOptionSetsIt(
    _ setting: GenerationSetting, _ words: [String], _ field: JSONObject, _ expected: GenerationSettings
  ) throws {
    var settings = ChatSettings()
    try settings.set(setting.optionName, to: words)
    #expect(settings.options.generation == expected)
    #expect(settings.words.map(\.name) == [setting.optionName])
    #expect(settings.words.map(\.words) == [words])
    try settings.reset(setting.optionName)
    #expect(settings.options.generation == GenerationSettings())
  }

  @Test(arguments: settings)
  func aFieldOfARowSetsIt(
    _ setting: GenerationSetting, _ words: [String], _ field: JSONObject, _ expected: GenerationSettings
  ) throws {
    var settings = GenerationSettings()
    try settings.take(RowFields(.record(field), textIs: "prompt"))
    #expect(settings == expected)
  }

  @Test(
    arguments: [
      (["safety": "left"], "safety", "input, output or both"),
      (["max_tokens": "many"], "max_tokens", "a whole number"),
      (["mask_pii": "maybe"], "mask_pii", "true or false"), (["param": "k"], "param", "an object"),
    ] as [(JSONObject, String, String)])
  func aFieldOfAnotherKindIsRefused(_ field: JSONObject, _ name: String, _ wanted: String) {
    #expect(throws: RowProblem.wrongType(field: name, wanted: wanted)) {
      var settings = GenerationSettings()
      try settings.take(RowFields(.record(field), textIs: "prompt"))
    }
  }

  @Test func aFieldOfParametersIsAddedToWhatTheOptionSays() throws {
    var settings = Self.set { $0.parameters = ["a": 1, "b": 1] }
    try settings.take(RowFields(.record(["param": ["b": 2]]), textIs: "prompt"))
    #expect(settings.parameters == ["a": 1, "b": 2])
  }

  @Test func aWordThatIsNoChoiceIsRefusedWithTheChoices() {
    let problem = UsageError.invalidValue(
      "inptu", reason: "is not one of input, output, both", source: .option("safety"), suggestions: ["input"],
      command: ["/set"])
    #expect(throws: problem) {
      var settings = ChatSettings()
      try settings.set("safety", to: ["inptu"])
    }
  }
}
