import ModelsAPI
import TestSupport
import Testing

@testable import Commands

/// The user's own names of models.
struct AliasTests {
  private static let settings = """
    [alias]
    fast = "gpt-4o-mini"
    quick = "fast"
    quickest = "quick"
    "claude-4.5" = "claude-sonnet-4.5"
    vectors = "vectors.small"
    vectors.small = "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"
    own = "my__Model"
    a = "b"
    b = "c"
    c = "a"
    self = "self"
    into = "a"

    """

  private func file(_ text: String = settings) throws -> (SettingsFile, TemporaryFolder) {
    let folder = try TemporaryFolder()
    return (try SettingsFile(folder.write(text, to: "config.toml")), folder)
  }

  @Test(arguments: [
    ("fast", "sfdc_ai__DefaultGPT4OmniMini"), ("quick", "sfdc_ai__DefaultGPT4OmniMini"),
    ("quickest", "sfdc_ai__DefaultGPT4OmniMini"), ("own", "my__Model"), ("nobody", "nobody"),
    ("claude-4.5", "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"),
    ("vectors.small", "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"), ("gpt-4o", "sfdc_ai__DefaultGPT4Omni"),
  ])
  func leadOnToAModel(_ name: String, _ model: String) throws {
    // A table that is a value, too, is no TOML.
    let text = Self.settings.replacing("vectors = \"vectors.small\"\n", with: "")
    let (settings, folder) = try file(text)
    #expect(try settings.model(named: name) == ModelName(model))
    _ = folder
  }

  @Test(arguments: [
    ("a", ["a", "b", "c", "a"]), ("c", ["c", "a", "b", "c"]), ("self", ["self", "self"]),
    ("into", ["a", "b", "c", "a"]),
  ])
  func loopsAreRefused(_ name: String, _ loop: [String]) throws {
    let (settings, folder) = try file(Self.settings.replacing("vectors = \"vectors.small\"\n", with: ""))
    #expect(throws: SettingsFailure.aliasLoop(loop)) { try settings.model(named: name) }
    _ = folder
  }

  @Test func areAllKnownToTheServer() throws {
    let (settings, folder) = try file(
      """
      [alias]
      gpt-4.1 = "own"
      "with.dots.in" = "gpt-4.1"
      own = "my__Model"
      """)
    #expect(
      try settings.aliases() == ["gpt-4.1": "my__Model", "with.dots.in": "my__Model", "own": "my__Model"])
    _ = folder
  }

  @Test(arguments: [
    (["generate", "-m", "a", "hi"], "the alias 'a' leads back to itself: a → b → c → a"),
    (["embed", "-m", "into", "hi"], "the alias 'a' leads back to itself: a → b → c → a"),
    (["serve", "--port", "0"], "leads back to itself"),
    (["config", "set", "alias.own", "self"], "the alias 'self' leads back to itself: self → self"),
    (["config", "set", "alias.own", "own"], "the alias 'own' leads back to itself: own → own"),
  ])
  func aLoopIsAMistakeInTheSettings(_ words: [String], _ sentence: String) async throws {
    let home = try TemporaryFolder()
    let text = Self.settings.replacing("vectors = \"vectors.small\"\n", with: "")
    try home.write(text, to: ".config/sfmodels/config.toml")
    let refused = await TestProgram(ScriptedService(), home: home.path).run(
      words: words,
      environment: ["SFMODELS_ACCESS_TOKEN": "t", "SFMODELS_INSTANCE_URL": "https://a.my.salesforce.com"])
    #expect(refused.status == 2, "\(refused.errors)")
    #expect(refused.errors.contains(sentence), "\(refused.errors)")
    #expect(try home.text(of: ".config/sfmodels/config.toml") == text)
  }
}
