import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import Commands

/// What an answer cost, in one line on standard error.
struct UsageLineTests {
  static let lines: [(Usage?, Duration?, Duration, String)] = [
    (
      Usage(inputTokens: 1234, outputTokens: 1), .milliseconds(320), .milliseconds(1100),
      "usage: m, 1,234 tokens in, 1 token out, first word after 0.32 s, 1.10 s in all"
    ),
    (nil, nil, .milliseconds(4), "usage: m, tokens in unknown, tokens out unknown, 0.00 s in all"),
    (
      Usage([
        "prompt_tokens": 10, "completion_tokens": 7, "prompt_tokens_details": ["cached_tokens": 4],
        "completion_tokens_details": ["reasoning_tokens": 3],
      ]), nil, .seconds(61),
      "usage: m, 10 tokens in (4 cached), 7 tokens out (3 for reasoning), 1 min 1 s in all"
    ),
    (
      Usage(["input_tokens": 10, "output_tokens": 7, "cache_read_input_tokens": 2]), nil, .seconds(1),
      "usage: m, 10 tokens in (2 cached), 7 tokens out, 1.00 s in all"
    ),
    (
      Usage(["promptTokenCount": 10, "candidatesTokenCount": 7, "thoughtsTokenCount": 5]), nil, .seconds(-1),
      "usage: m, 10 tokens in, 7 tokens out (5 for reasoning), 0.00 s in all"
    ),
    (
      Usage([
        "input_tokens": 1, "output_tokens": 2, "input_tokens_details": ["cached_tokens": 0],
        "output_tokens_details": ["reasoning_tokens": 0],
      ]), nil, .seconds(1), "usage: m, 1 token in, 2 tokens out, 1.00 s in all"
    ),
  ]

  @Test(arguments: lines)
  func tellsWhatItCost(_ usage: Usage?, _ first: Duration?, _ total: Duration, _ text: String) {
    #expect(UsageLine(models: ["m"], usage: usage, firstWord: first, total: total).text == text)
  }

  @Test(arguments: [
    ([], "usage: 2 requests, "), (["a"], "usage: a, 2 requests, "),
    (["a", "b"], "usage: a and b, 2 requests, "),
    (["a", "b", "c"], "usage: a, b and c, 2 requests, "),
    (["a", "b", "c", "d"], "usage: 4 models, 2 requests, "),
  ])
  func namesThoseThatAnswered(_ models: [String], _ beginning: String) {
    let line = UsageLine(models: models, usage: nil, requests: 2, total: .zero)
    #expect(line.text.hasPrefix(beginning), "\(line.text)")
  }

  private static func answer(_ text: String, model: String = "gpt-x") -> ScriptedService.Reply {
    .json(
      """
      {"id":"x","generation":{"id":"g","generatedText":\(JSONValue.string(text).text)},"parameters":{"model":\
      "\(model)","usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"completion_tokens_details":\
      {"reasoning_tokens":2}}}}
      """)
  }

  private static func run(
    _ answers: [ScriptedService.Reply], _ words: [String], input: String? = nil
  ) async -> TestProgram.Result {
    await TestProgram(ScriptedService(answers)).run(
      words: ["generate", "-q", "-u"] + words + TestProgram.serviceWords, input: input,
      environment: TestProgram.serviceEnvironment)
  }

  private static let line = "7 tokens in, 5 tokens out (2 for reasoning), 0.00 s in all\n"

  @Test func standsBehindTheAnswerWithTheModelThatReallyAnswered() async {
    let result = await Self.run([Self.answer("Hi.")], ["hello"])
    #expect(result == .init(status: 0, output: "Hi.\n", errors: "usage: gpt-x, \(Self.line)"))
  }

  @Test func alsoWhereTheAnswerIsNotWhatWasWanted() async {
    let result = await Self.run([Self.answer("Hi.")], ["hello", "-x"])
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("Hi.\nusage: gpt-x, \(Self.line)sfmodels: "), "\(result.errors)")
  }

  @Test func countsAllThatWasAskedForOneAnswer() async {
    let result = await Self.run(
      [Self.answer("{}"), Self.answer(#"{"n":1}"#)], ["hello", "--schema", "n int", "--repair", "2"])
    #expect(
      result
        == .init(
          status: 0, output: "{\"n\":1}\n",
          errors: "usage: gpt-x, 2 requests, 14 tokens in, 10 tokens out (4 for reasoning), 0.00 s in all\n"))
  }

  @Test func isASumOverRows() async {
    let result = await Self.run(
      [Self.answer("a"), Self.answer("b", model: "gpt-y"), Self.answer("c")],
      ["--from", "-", "--concurrency", "1"], input: String(repeating: "{\"prompt\":\"p\"}\n", count: 3))
    #expect(result.status == 0)
    #expect(
      result.errors
        == "usage: gpt-x and gpt-y, 3 requests, 21 tokens in, 15 tokens out (6 for reasoning), 0.00 s in all\n"
    )
  }

  @Test func tellsWhenTheFirstWordOfAStreamWasThere() async throws {
    let result = await TestProgram().run(
      "generate", "-q", "-u", "--emulator", "--api", "llmg", "--stream", "[[reply: one two three]]")
    #expect(result.output == "one two three\n")
    #expect(result.errors.contains(", first word after "), "\(result.errors)")
    #expect(result.errors.hasSuffix(" s in all\n"), "\(result.errors)")
  }
}
