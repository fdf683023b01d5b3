import TestSupport
import Testing
import Wire

/// A conversation that is taken up with another model, or told to behave otherwise.
struct ChatContinuationTests {
  private static let answer = ScriptedService.Reply.json(
    #"{"id":"x","generationDetails":{"generations":[{"id":"g","role":"assistant","content":"Yes."}]}}"#)

  private static func system(_ body: String) throws -> String? {
    try JSONValue(decoding: body)["messages"]?.array?.first { $0["role"] == "system" }?["content"]?.string
  }

  @Test func whatTheCommandLineSaysHoldsFromThereOn() async throws {
    let home = try TemporaryFolder()
    let org = ScriptedService([ScriptedService.Reply](repeating: Self.answer, count: 5))
    let calls: [[String]] = [
      ["-s", "Be brief.", "one"], ["-c", "two"], ["-c", "-m", "claude-opus-4.5", "three"],
      ["-c", "-s", "Be verbose.", "four"], ["-c", "five"],
    ]
    for words in calls {
      let result = await TestProgram(org, home: home.path).run(
        words: ["chat", "-q"] + words + TestProgram.serviceWords, environment: TestProgram.serviceEnvironment)
      #expect(result == .init(status: 0, output: "Yes.\n", errors: ""))
    }
    let brief = "Be brief."
    #expect(try org.bodies.map(Self.system) == [brief, brief, brief, "Be verbose.", "Be verbose."])
    let models = org.paths.map { $0.split(separator: "/").first { $0.hasPrefix("sfdc_ai__") } ?? "" }
    let (first, other) = (
      "sfdc_ai__DefaultOpenAIGPT4OmniMini", "sfdc_ai__DefaultBedrockAnthropicClaude45Opus"
    )
    #expect(models.map(String.init) == [first, first, other, other, other])
  }
}
