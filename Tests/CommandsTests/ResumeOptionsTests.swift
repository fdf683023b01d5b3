import TestSupport
import Testing
import Wire

/// Which options make an output another one: `--resume` names those that are not as they were.
struct ResumeOptionsTests {
  private static let rows = #"{"id":"a","prompt":"x"}"# + "\n" + #"{"id":"b","prompt":"y"}"# + "\n"

  private func run(_ upstream: ScriptedService, _ folder: TemporaryFolder, _ words: [String]) async
    -> TestProgram.Result
  {
    let fixed = [
      "--from", folder.path + "/in.jsonl", "-o", folder.path + "/out", "--concurrency", "1", "--retries", "0",
    ]
    return await TestProgram(upstream).run(
      words: words + fixed + TestProgram.serviceWords, environment: ["SFMODELS_ACCESS_TOKEN": "held back"])
  }

  /// A run that ends after its first row.
  private func begun(_ words: [String], _ answer: String) async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "in.jsonl")
    let upstream = ScriptedService(.whole(200, answer), .whole(403, "{}"))
    #expect(await run(upstream, folder, words).status == 3)
    return folder
  }

  @Test(arguments: [
    (["--max-tokens", "6"], "--max-tokens"), (["--temperature", "0.5"], "--temperature"),
    (["--stop", "x"], "--stop"), (["-m", "N"], "--model"), (["-s", "Be kind"], "--system"),
    (["--tag", "a=1"], "--tag"), (["--request", "{\"a\":1}"], "--request"), (["--mask-pii"], "--mask-pii"),
    (["--output-locale", "de_DE"], "--locale, --output-locale"),
    (["--max-toxicity", "0.5"], "--max-toxicity"),
    (["--shard", "1/2"], "--shard"), (["--input-format", "lines"], "--input-format"),
    (["--keep-fields", "prompt"], "--keep-fields"), (["--id-field", "prompt"], "--id-field"),
    (["--output-format", "csv"], "--output-format"), (["--expect-field", "id"], "--expect-field"),
    (["--expect-field", "id", "--match", "contains"], "--expect-field, --match"),
    (["--repeat", "2"], "--repeat"), (["--prompt", "x"], "--prompt"), (["--min-pass", "1"], "--report"),
    (["--top-p", "0.5", "-m", "N"], "--model, --top-p"),
  ])
  func generateNamesWhatIsNotAsItWas(_ words: [String], _ names: String) async throws {
    let command = ["generate", "--api", "llmg", "-m", "M", "--max-tokens", "5"]
    let folder = try await begun(command, #"{"generation_details":{"generations":[{"content":"x"}]}}"#)
    let result = await run(ScriptedService(), folder, command + words + ["--resume"])
    let path = folder.path + "/out.partial"
    #expect(result.status == 2)
    #expect(
      result.errors == """
        sfmodels: '\(path)' was begun with other options: \(names)
          hint: give the options of the first run, or begin anew with --force instead of --resume

        """)
  }

  @Test(arguments: [
    (["feedback", "bad"], "with other options: --verdict"),
    (["feedback", "good", "--text", "t"], "with other options: --text"),
    (["generate"], "by another command"),
  ])
  func feedbackNamesWhatIsNotAsItWas(_ words: [String], _ said: String) async throws {
    let folder = try TemporaryFolder()
    let rows =
      "{\"generation_id\":\"g\",\"verdict\":\"good\"}\n{\"generation_id\":\"h\",\"verdict\":\"good\"}\n"
    try folder.write(rows, to: "in.jsonl")
    let upstream = ScriptedService(.whole(200, "{}"), .whole(403, "{}"))
    #expect(await run(upstream, folder, ["feedback", "good"]).status == 3)
    let result = await run(ScriptedService(), folder, words + ["--resume"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: '\(folder.path)/out.partial' was begun \(said)\n"))
  }

  /// The record stands in words that another version can read, and holds only what was given.
  @Test func optionsAreKeptByName() async throws {
    let command = ["generate", "--api", "llmg", "-m", "M", "--max-tokens", "5", "-s", "Be kind"]
    let folder = try await begun(command, #"{"generation_details":{"generations":[{"content":"x"}]}}"#)
    let line = try #require(folder.text(of: "out.progress").split(separator: "\n").first)
    #expect(
      line.drop { $0 != "{" } == """
        {"version":3,"options":{"command":"generate","model":"M","system":"Be kind","max_tokens":5,\
        "input_format":"jsonl","api":"llmg","base_url":"http://127.0.0.1:9","profile":"default"}}
        """)
  }

  @Test func aRunOfAnotherVersionIsNotGoneOnWith() async throws {
    let command = ["generate", "--api", "llmg", "-m", "M"]
    let folder = try await begun(command, #"{"generation_details":{"generations":[{"content":"x"}]}}"#)
    // The checksum of what follows.
    try folder.write("9af23cea10a478f3 {\"version\":3}\n", to: "out.progress")
    let result = await run(ScriptedService(), folder, command + ["--resume"])
    #expect(
      result
        == .init(
          status: 2, output: "",
          errors: """
            sfmodels: '\(folder.path)/out.progress' was written by another version of sfmodels
              hint: finish the run with that version, or begin anew with --force instead of --resume

            """))
  }
}
