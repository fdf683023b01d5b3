import TestSupport
import Testing
import Wire

/// `generate --from` with streams and a network of its own.
struct GenerateRowsTests {
  private func generate(_ words: String..., input: String) async -> TestProgram.Result {
    await TestProgram().run(words: ["generate", "--from", "-", "-q"] + words, input: input)
  }

  /// The bodies of what would be sent.
  private func bodies(_ words: String..., input: String) async -> [String] {
    let result = await TestProgram().run(
      words: ["generate", "--from", "-", "-q", "--dry-run"] + words, input: input)
    return result.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
  }

  private func objects(_ output: String) throws -> [JSONObject] {
    try output.split(separator: "\n").compactMap { try JSONValue(decoding: String($0)).object }
  }

  @Test func aRowIsALineUnderItsID() async throws {
    let result = await generate(
      "--emulator",
      input: """
        {"id":"a","prompt":"[[reply: one]]"}
        {"prompt":"[[reply: two]]","model":"gpt-4o","label":"ignored"}
        {"prompt":"[[reply: three]]","id":7}
        """)
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = try objects(result.output)
    #expect(lines.map { $0["id"] } == ["a", 2, 7])
    #expect(lines.map { $0["text"] } == ["one", "two", "three"])
    #expect(lines[1]["model"] == "sfdc_ai__DefaultGPT4Omni")
    #expect(
      lines[0].members.map(\.name) == [
        "id", "text", "model", "generation_id", "finish_reason", "usage", "safety", "request_id",
        "response_id",
      ])
  }

  @Test(arguments: [
    (#"{"prompt":"p"}"#, #"{"prompt":"p"}"#),
    (
      #"{"prompt":"p","system":"s"}"#,
      #"{"messages":[{"role":"system","content":"s"},{"role":"user","content":"p"}]}"#
    ),
    (
      #"{"prompt":"p","locale":"de_DE","output_locale":["fr_FR"],"tag":{"a":1},"request":{"b":2}}"#,
      #"{"prompt":"p","localization":{"defaultLocale":"de_DE","expectedLocales":["fr_FR"]},"tags":{"a":1},"b":2}"#
    ),
  ])
  func aRowSaysWhatIsSent(_ row: String, _ body: String) async {
    #expect(await bodies(input: row) == [body])
  }

  @Test func aRowMayHaveSettingsOfItsOwn() async {
    let rows = """
      {"prompt":"p"}
      {"prompt":"p","max_tokens":5,"temperature":0.5,"top-p":0.25,"stop":"x","seed":3,"num_generations":2}
      {"prompt":"p","temperature":null,"stop":["x","y"],"param":{"k":1}}
      """
    #expect(
      await bodies("--api", "llmg", "--temperature", "1", "-m", "M", input: rows) == [
        #"{"model":"M","messages":[{"role":"user","content":"p"}],"generation_settings":{"temperature":1.0}}"#,
        #"""
        {"model":"M","messages":[{"role":"user","content":"p"}],"generation_settings":{"num_generations":2,\#
        "max_tokens":5,"temperature":0.5,"stop_sequences":["x"],"top_p":0.25,"seed":3}}
        """#,
        #"""
        {"model":"M","messages":[{"role":"user","content":"p"}],"generation_settings":{"temperature":1.0,\#
        "stop_sequences":["x","y"],"parameters":{"k":1}}}
        """#,
      ])
  }

  @Test func fieldsOfCSVAreTextsAndMayBeEmpty() async {
    let rows = "prompt,max_tokens,mask_pii,system\np,5,true,\n\"q, r\",,,s\n"
    #expect(
      await bodies("--api", "llmg", "--input-format", "csv", "-m", "M", input: rows) == [
        #"""
        {"model":"M","messages":[{"role":"user","content":"p"}],"generation_settings":{"max_tokens":5},\#
        "enable_pii_masking":true}
        """#,
        #"""
        {"model":"M","messages":[{"role":"system","content":"s"},{"role":"user","content":"q, r"}],\#
        "generation_settings":{}}
        """#,
      ])
  }

  @Test func linesMayBePrompts() async {
    #expect(
      await bodies("--input-format", "lines", input: "a\nb\n") == [#"{"prompt":"a"}"#, #"{"prompt":"b"}"#])
  }

  @Test func aRowThatCannotBeSentIsRefusedAlone() async throws {
    let result = await generate(
      "--emulator",
      input: """
        {"prompt":"[[reply: one]]"}
        {"prompt":"x","temperature":0.5}
        {"prompt":"x","model":"nope"}

        {"text":"x"}
        {"prompt":"x","max_tokens":"many"}
        {"prompt":["x"]}
        {"prompt":"[[reply: last]]"}
        """)
    #expect(result.status == 7)
    #expect(try objects(result.output).map { $0["text"] } == ["one", "last"])
    #expect(
      result.errors == """
        sfmodels: row 2: the Models REST API has no such setting: --temperature
        sfmodels: row 3: the org has no model 'nope' (404 NOT_FOUND E00001): Resource not found
        sfmodels: row 4 is empty
        sfmodels: row 5 has no field 'prompt'
        sfmodels: row 6 has something else than a whole number in field 'max_tokens'
        sfmodels: row 7 has something else than a string in field 'prompt'
        sfmodels: 6 of 8 rows were refused

        """)
  }

  @Test func refusedRowsAreKeptWhole() async throws {
    let folder = try TemporaryFolder()
    let rows = """
      {"prompt":"x","temperature":0.5,"label":1}
      {"id":"b","prompt":"x","model":"nope"}
      {"id":"c","prompt":""}

      """
    let result = await generate("--emulator", "--errors", folder.path + "/refused.jsonl", input: rows)
    #expect(result == .init(status: 1, output: "", errors: "sfmodels: 3 of 3 rows were refused\n"))
    let refused = try objects(folder.text(of: "refused.jsonl"))
    #expect(
      refused.map { object in JSONObject(object.members.filter { $0.name != "error" }) } == [
        ["row": 1, "id": 1, "prompt": "x", "temperature": 0.5, "label": 1],
        ["row": 2, "id": "b", "prompt": "x", "model": "nope"], ["row": 3, "id": "c", "prompt": ""],
      ])
    #expect(
      refused.map { $0["error"]?["message"] } == [
        "the Models REST API has no such setting: --temperature", "the org has no model 'nope'",
        "the row is empty",
      ])
  }

  @Test func aSafetyGateOutranksRefusedRows() async throws {
    let rows = "{\"prompt\":\"[[reply: kind]]\"}\n\n{\"prompt\":\"[[toxic]] x\"}\n"
    let result = await generate("--emulator", "--max-toxicity", "0.8", input: rows)
    #expect(result.status == 6)
    let lines = try objects(result.output)
    #expect(lines.map { $0["max_toxicity"]?["passes"] } == [true, false])
    #expect(
      lines.last?["max_toxicity"]?["reasons"] == ["the service calls it toxic", "hate 0.87 is over 0.8"])
    #expect(
      result.errors.hasSuffix(
        """
        sfmodels: 1 of 2 answers does not pass --max-toxicity
          hint: the field max_toxicity of each row tells why

        """))
  }

  @Test func aSchemaIsHeldAgainstEachAnswer() async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"type":"object","required":["n"]}"#, to: "schema.json")
    let rows = #"{"prompt":"[[reply: {\"n\":1}]]"}"# + "\n" + #"{"prompt":"[[reply: {\"m\":1}]]"}"# + "\n"
    let result = await generate("--emulator", "--schema", folder.path + "/schema.json", input: rows)
    #expect(result.status == 7)
    #expect(
      try objects(result.output).map { $0["schema"] } == [
        ["passes": true], ["passes": false, "reasons": ["/n: is missing (#/required)"]],
      ])
  }

  @Test(arguments: [
    (["hi"], "--from and PROMPT cannot be used together"),
    (["-f", "x"], "--from and --file cannot be used together"),
    (["--raw"], "--from and --raw cannot be used together"),
    (["--api", "llmg", "--stream"], "--from and --stream cannot be used together"),
    (["--show-safety"], "--from and --show-safety cannot be used together"),
    (["--no-input"], "--from and --no-input cannot be used together"),
    (["--temperature", "1"], "the Models REST API has no such setting: --temperature"),
    (["--resume"], "--resume: it goes on with a file: --output"),
  ])
  func whatRowsCannotHaveIsRefusedBeforeAnything(_ words: [String], _ message: String) async {
    let result = await TestProgram().run(
      words: ["generate", "--from", "-", "--emulator"] + words, input: "{}")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(message)\n"))
    #expect(result.output == "")
  }

  @Test(arguments: ["--output=x", "--errors=x", "--resume", "--concurrency=2", "--shard=1/2"])
  func optionsForRowsNeedRows(_ option: String) async {
    let result = await TestProgram().run("generate", "--emulator", option, "hi")
    #expect(result.status == 2)
    #expect(result.errors.hasSuffix(": it is for rows: --from\n"))
  }

  @Test func answersWithAVerdictAreFeedback() async throws {
    let folder = try TemporaryFolder()
    let rows = "{\"id\":\"a\",\"prompt\":\"[[reply: one]]\"}\n{\"prompt\":\"[[reply: two]]\"}\n"
    let answers = await generate("--emulator", input: rows).output
    try folder.write(answers.replacing("{\"id\"", with: "{\"verdict\":\"good\",\"id\""), to: "judged.jsonl")
    let feedback = await TestProgram().run(
      "feedback", "--emulator", "-q", "--json", "--from", folder.path + "/judged.jsonl")
    #expect(feedback.status == 0)
    let receipts = try objects(feedback.output)
    #expect(receipts.map { $0["id"] } == ["a", 2])
    #expect(receipts.map { $0["generation_id"] } == (try objects(answers)).map { $0["generation_id"] })
  }
}
