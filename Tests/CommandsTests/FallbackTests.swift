import TestSupport
import Testing
import Wire

/// `--fallback`: another model answers, and who did is said.
struct FallbackTests {
  private static let asked = "sfdc_ai__DefaultGPT4Omni"
  private static let next = "sfdc_ai__DefaultGPT5"
  private static let last = "sfdc_ai__DefaultGPT41"

  private func run(_ words: String..., input: String? = nil) async -> TestProgram.Result {
    await TestProgram().run(
      words: words + ["--emulator", "--retries", "0"], input: input)
  }

  private static func note(_ answering: String, _ failed: String) -> String {
    "sfmodels: note: '\(answering)' has answered in the place of \(failed)\n"
  }

  @Test(arguments: [
    (429, "throttled"), (503, "not available"), (500, "not available"), (404, "refused"), (403, "refused"),
  ])
  func theNextModelAnswers(_ status: Int, _ reason: String) async {
    let prompt = "[[status: \(status) for \(Self.asked)]] [[reply: Yes.]]"
    for command in ["generate", "chat"] {
      for api in [["models"], ["llmg"], ["llmg", "--stream"]] {
        let result = await TestProgram().run(
          words: [
            command, "-m", "gpt-4o", "--fallback", "gpt-5", prompt, "--emulator", "--retries", "0", "--api",
          ]
            + api)
        #expect(
          result
            == .init(status: 0, output: "Yes.\n", errors: Self.note(Self.next, "'\(Self.asked)' (\(reason))"))
        )
      }
    }
  }

  @Test(arguments: [400, 401, 413, 422])
  func notAfterARequestThatIsItselfAtFault(_ status: Int) async {
    let result = await run(
      "generate", "-m", "gpt-4o", "--fallback", "gpt-5",
      "[[status: \(status) for \(Self.asked)]] [[reply: Yes.]]")
    #expect(result.status != 0 && result.output == "" && !result.errors.contains("in the place of"))
  }

  @Test func aChainIsFollowedToItsEnd() async {
    let prompt = "[[status: 429 for \(Self.asked)]] [[status: 503 for \(Self.next)]] [[reply: Yes.]]"
    let result = await run("generate", "-m", "gpt-4o", "--fallback", "gpt-5,gpt-4.1", prompt)
    #expect(result.output == "Yes.\n")
    #expect(
      result.errors
        == Self.note(Self.last, "'\(Self.asked)' (throttled) and '\(Self.next)' (not available)"))
  }

  @Test(
    arguments: [
      (["429", "404"], 4), (["404", "429"], 4), (["503", "404"], 5), (["404", "404"], 1),
    ] as [([String], Int32)])
  func whereNobodyAnswersTheEndIsTheFailureThatMayPass(_ statuses: [String], _ exit: Int32) async {
    let prompt = "[[status: \(statuses[0]) for \(Self.asked)]] [[status: \(statuses[1]) for \(Self.next)]]"
    let result = await run("generate", "-m", "gpt-4o", "--fallback", "gpt-5", prompt)
    #expect(result.status == exit, "\(result)")
    #expect(
      result.errors.hasPrefix("sfmodels: note: nobody has answered: '\(Self.asked)' (")
        && result.errors.contains(") and '\(Self.next)' ("), "\(result.errors)")
  }

  @Test func rowsThatNobodyAnswersAreCounted() async {
    let row = #"{"prompt":"[[status: 404 for \#(Self.asked)]] [[status: 403 for \#(Self.next)]]"}"#
    let result = await run(
      "generate", "--from", "-", "-m", "gpt-4o", "--fallback", "gpt-5", input: row)
    #expect(
      result.errors.contains(
        "nobody has answered: '\(Self.asked)' (refused) and '\(Self.next)' (refused)\n"), "\(result.errors)")
  }

  /// A model's own retries come first.
  @Test func aFailureThatPassesNeedsNobodyElse() async {
    let prompt = "[[status: 503 once for \(Self.asked)]] [[reply: Yes.]]"
    let result = await TestProgram().run(
      "generate", "-m", "gpt-4o", "--fallback", "gpt-5", prompt, "--emulator")
    #expect(result == .init(status: 0, output: "Yes.\n", errors: ""))
  }

  @Test func answersNameTheModelThatGaveThem() async throws {
    let prompt = "[[status: 429 for \(Self.asked)]] [[reply: Yes.]]"
    let whole = await run("generate", "-m", "gpt-4o", "--fallback", "gpt-5", "--json", "-u", prompt)
    #expect(try JSONValue(decoding: whole.output)["model"]?.string == Self.next)
    #expect(
      whole.errors.contains("usage: gpt-5") && whole.errors.contains(", 2 requests, "), "\(whole.errors)")
  }

  private static let rows = (1...7).map {
    #"{"id":\#($0),"prompt":"[[status: 429 for \#(asked)]] [[reply: Yes.]]"}"# + "\n"
  }.joined()

  @Test func rowsNameTheirModelsAndTheEndCounts() async throws {
    let result = await run(
      "generate", "--from", "-", "-m", "gpt-4o", "--fallback", "gpt-5", "--concurrency", "1", input: Self.rows
    )
    #expect(result.status == 0, "\(result.errors)")
    let models = try result.output.split(separator: "\n").map {
      try JSONValue(decoding: String($0))["model"]?.string
    }
    #expect(models == Array(repeating: Self.next, count: 7))
    #expect(
      result.errors.contains(
        "'\(Self.next)' has answered 5 times in the place of '\(Self.asked)' (throttled)\n"),
      "\(result.errors)")
    // Five in a row were enough.
    #expect(
      result.errors.contains(
        "'\(Self.next)' has answered 2 times in the place of '\(Self.asked)' (resting after failures)\n"),
      "\(result.errors)")
  }

  @Test func aRowsOwnModelHasThemToo() async throws {
    let row = #"{"prompt":"[[status: 429 for \#(Self.last)]] [[reply: Yes.]]","model":"gpt-4.1"}"#
    let result = await run(
      "generate", "--from", "-", "-m", "gpt-4o", "--fallback", "gpt-5", input: row)
    #expect(try JSONValue(decoding: result.output)["model"]?.string == Self.next)
  }

  @Test func anotherListIsAnotherRun() async throws {
    let folder = try TemporaryFolder()
    let row = #"{"prompt":"[[status: 400 for \#(Self.asked)]] [[reply: Yes.]]","id":1}"#
    try folder.write(row + "\n", to: "in.jsonl")
    let words = [
      "generate", "--from", folder.path + "/in.jsonl", "-m", "gpt-4o", "-o", folder.path + "/out.jsonl",
      "--emulator",
      "--errors", folder.path + "/refused.jsonl",
    ]
    _ = await TestProgram().run(words: words + ["--fallback", "gpt-5"])
    let other = await TestProgram().run(words: words + ["--fallback", "gpt-4.1", "--resume"])
    #expect(other.status == 2 && other.errors.contains("with other options: --fallback\n"), "\(other)")
    let same = await TestProgram().run(words: words + ["--fallback", "gpt-5", "--resume"])
    #expect(!same.errors.contains("other options"), "\(same)")
  }

  @Test(arguments: [
    (["--fallback", "gpt-4o"], "'\(asked)' cannot be its own fallback"),
    (["--fallback", "gpt-5,gpt-4o"], "'\(asked)' cannot be its own fallback"),
    (["--fallback", "gpt-5,"], "is no list of models"), (["--fallback", ""], "is empty"),
    (["--fallback", "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"], "makes vectors"),
    (["--fallback", "gpt-5", "--estimate"], "--fallback"),
  ])
  func whatCannotBeIsRefused(_ words: [String], _ sentence: String) async {
    let result = await TestProgram().run(words: ["generate", "--emulator", "-m", "gpt-4o", "hi"] + words)
    #expect(result.status == 2 && result.errors.contains(sentence), "\(result)")
  }

  @Test func vectorsHaveNone() async {
    let result = await TestProgram().run("embed", "--emulator", "--fallback", "gpt-5", "hi")
    #expect(result.status == 2 && result.errors.contains("--fallback"), "\(result)")
  }

  @Test(arguments: [["hi"], ["--from", "-"]])
  func aDryRunSaysWhoWouldBeAsked(_ words: [String]) async {
    let result = await TestProgram().run(
      words: ["generate", "--emulator", "--dry-run", "-m", "gpt-4o", "--fallback", "gpt-5,gpt-4.1"] + words,
      input: #"{"prompt":"hi"}"#)
    #expect(
      result.errors
        == "sfmodels: note: where '\(Self.asked)' does not answer, '\(Self.next)', then '\(Self.last)' are asked\n"
    )
    #expect(result.status == 0 && result.output.contains(Self.asked))
  }
}
