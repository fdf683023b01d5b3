import TestSupport
import Testing

/// That another model has answered is a note, once a run.
struct RerouteNoteTests {
  private static let asked = "sfdc_ai__DefaultGPT5"

  private static func generation(_ model: String) -> ScriptedService.Reply {
    .json(#"{"generation":{"id":"g","generatedText":"Yes."},"parameters":{"model":"\#(model)"}}"#)
  }

  private static func run(
    _ words: [String], _ replies: [ScriptedService.Reply], input: String? = nil
  ) async -> TestProgram.Result {
    await TestProgram(ScriptedService(replies)).run(
      words: words + TestProgram.serviceWords, input: input, environment: TestProgram.serviceEnvironment)
  }

  private static func note(_ asked: String, _ answering: String) -> String {
    "sfmodels: note: '\(asked)' is rerouted: \(answering) has answered in its place\n"
  }

  @Test(arguments: [
    ("gpt-5-2025-08-07", ""), ("gpt-5", ""), ("acme-deployment", ""), ("", ""),
    ("gpt-4.1-2025-04-14", note(asked, "gpt-4.1-2025-04-14")), ("gpt-5-mini", note(asked, "gpt-5-mini")),
  ])
  func isSaidWhereItIsSure(_ answering: String, _ note: String) async {
    let result = await Self.run(["generate", "-m", Self.asked, "hi"], [Self.generation(answering)])
    #expect(result == .init(status: 0, output: "Yes.\n", errors: note))
  }

  @Test func vanishesWithQuiet() async {
    let result = await Self.run(["generate", "-q", "-m", Self.asked, "hi"], [Self.generation("gpt-4.1")])
    #expect(result == .init(status: 0, output: "Yes.\n", errors: ""))
  }

  @Test func aRetiredModelIsCalledSo() async {
    let name = "sfdc_ai__DefaultOpenAIGPT4"
    let result = await Self.run(["generate", "-m", name, "hi"], [Self.generation("gpt-4o-2024-11-20")])
    #expect(
      result.errors
        == "sfmodels: note: '\(name)' is retired and rerouted: gpt-4o-2024-11-20 has answered in its place\n")
  }

  @Test func aConversationSaysIt() async {
    let reply =
      #"{"generationDetails":{"generations":[{"id":"g","content":"Yes."}],"parameters":{"model":"o3"}}}"#
    let result = await Self.run(["chat", "-m", Self.asked, "hi"], [.json(reply)])
    #expect(
      result.output == "Yes.\n" && result.errors.contains(Self.note(Self.asked, "o3")), "\(result.errors)")
  }

  @Test func aDatasetSaysItOnceAModel() async {
    let rows = """
      {"prompt":"a"}
      {"prompt":"b"}
      {"prompt":"c","model":"gpt-4o"}
      {"prompt":"d","model":"acme"}

      """
    let result = await Self.run(
      ["generate", "--from", "-", "-m", Self.asked, "--concurrency", "1"],
      (1...4).map { _ in Self.generation("gpt-4.1") }, input: rows)
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 4)
    let notes = result.errors.split(separator: "\n").filter { $0.contains("rerouted") }
    #expect(notes.count == 2, "\(result.errors)")
    #expect(result.errors.contains(Self.note(Self.asked, "gpt-4.1")), "\(result.errors)")
    #expect(result.errors.contains(Self.note("sfdc_ai__DefaultGPT4Omni", "gpt-4.1")), "\(result.errors)")
  }

  @Test(arguments: [
    ("text-embedding-ada-002-v2", false), ("text-embedding-3-small", true),
  ])
  func vectorsAreLookedAtToo(_ answering: String, _ isAnother: Bool) async {
    let reply = #"{"embeddings":[{"embedding":[1,2],"index":0}],"parameters":{"model":"\#(answering)"}}"#
    let result = await Self.run(["embed", "hi"], [.json(reply)])
    #expect(result.status == 0 && result.errors.contains("rerouted") == isAnother, "\(result.errors)")
  }

  @Test func aModelThatTheOrgDoesNotHaveLeadsToTheList() async {
    let result = await Self.run(["generate", "-m", "sfdc_ai__DefaultGPT9", "hi"], [.whole(404, "")])
    #expect(result.status == 1)
    #expect(result.errors.contains("the org has no model 'sfdc_ai__DefaultGPT9' (404)"))
    #expect(
      result.errors.contains("hint: list the models with 'sfmodels models --remote'"), "\(result.errors)")
  }
}
