import TestSupport
import Testing
import Wire

/// Answers of a dataset beside the fields of its rows: as JSON, and as tables that can be loaded back.
struct AnswerColumnsTests {
  private static let cases = #"""
    Id,Subject,Status
    500A,"Printer, broken",New
    500B,"Says ""no""",Working
    500C,,Closed

    """#

  private func generate(_ words: [String], _ input: String = cases) async -> TestProgram.Result {
    await TestProgram().run(
      words: ["generate", "--emulator", "--from", "-", "--input-format", "csv", "-q"] + words, input: input)
  }

  private static let spread = [
    "--prompt", #"{{Subject}} [[reply: {"Priority":"High","Tags":["a","b"],"Note":null}]]"#, "--schema",
    #"{"type":"object","properties":{"Priority":{"type":"string"},"Tags":{},"Note":{},"Missing":{}}}"#,
    "--columns",
  ]

  @Test func aTableHasIDsAndMembersAndNothingElse() async {
    let result = await generate(
      Self.spread + ["--keep-fields", "Id, Status", "--output-format", "csv"])
    #expect(
      result
        == TestProgram.Result(
          status: 0,
          output: #"""
            Id,Status,Priority,Tags,Note,Missing
            500A,New,High,"[""a"",""b""]",,
            500B,Working,High,"[""a"",""b""]",,
            500C,Closed,High,"[""a"",""b""]",,

            """#, errors: ""))
  }

  @Test(arguments: [
    (
      ["--keep-fields", "Id"],
      #"{"Id":"500A","Priority":"High","Tags":["a","b"],"Note":null}"# + "\n"
    ),
    (
      ["--keep-fields", "all", "--output-format", "json"],
      #"""
      [
      {"Id":"500A","Subject":"x","Priority":"High","Tags":["a","b"],"Note":null}
      ]

      """#
    ),
    (
      ["--keep-fields", "all", "--output-format", "csv"],
      #"""
      Id,Subject,Priority,Tags,Note,Missing
      500A,x,High,"[""a"",""b""]",,

      """#
    ),
    (["--output-format", "csv"], "Priority,Tags,Note,Missing\nHigh,\"[\"\"a\"\",\"\"b\"\"]\",,\n"),
  ])
  func membersMayStandInEveryFormat(_ words: [String], _ output: String) async {
    let result = await generate(Self.spread + words, "Id,Subject\n500A,x\n")
    #expect(result == TestProgram.Result(status: 0, output: output, errors: ""))
  }

  @Test func aNameThatBothHaveIsTheRows() async throws {
    let rows = #"{"id":"a","text":"mine","usage":7,"prompt":"[[reply: one]]"}"#
    let result = await TestProgram().run(
      words: ["generate", "--emulator", "--from", "-", "--keep-fields", "text,usage", "-q"], input: rows)
    let object = try #require(try JSONValue(decoding: result.output).object)
    #expect(
      object.members.map(\.name) == [
        "id", "text", "usage", "text_", "model", "generation_id", "finish_reason", "usage_", "safety",
        "request_id", "response_id",
      ])
    #expect(object.members.prefix(4).map(\.value) == ["a", "mine", 7, "one"])
  }

  @Test func withoutColumnsATableTellsOfTheAnswer() async {
    let result = await generate(
      [
        "--prompt", "[[reply: a]] {{Subject}}", "--keep-fields", "Id", "--max-toxicity", "0.5",
        "--output-format", "csv",
      ],
      "Id,Subject\n500A,x\n")
    let lines = result.output.split(separator: "\n")
    #expect(
      lines.first
        == "id,Id,text,model,generation_id,finish_reason,input_tokens,output_tokens,total_tokens,max_toxicity"
    )
    #expect(lines.last?.hasPrefix("1,500A,a,sfdc_ai__DefaultOpenAIGPT4OmniMini,") == true)
    #expect(lines.last?.hasSuffix(",true") == true)
  }

  @Test func whatDoesNotFitIsNoRowOfATable() async {
    let result = await generate(
      [
        "--prompt", "{{Reply}}", "--schema", "Priority", "--columns", "--keep-fields", "Id",
        "--output-format", "csv",
        "--max-toxicity", "0.5",
      ],
      #"""
      Id,Reply
      500A,"[[reply: {""Priority"":""High""}]]"
      500B,[[reply: no]]
      500C,"[[reply: {""Priority"":""Low""}]][[toxic]]"

      """#)
    #expect(result.status == 6)
    #expect(result.output == "Id,Priority\n500A,High\n")
    let lines = result.errors.split(separator: "\n")
    #expect(lines[0].hasPrefix("sfmodels: row 2: the answer does not fit the schema: it is no JSON: "))
    #expect(lines[1].hasPrefix("sfmodels: row 3: the answer does not pass --max-toxicity: "))
    #expect(
      lines.suffix(2) == [
        "sfmodels: 1 of 2 answers does not pass --max-toxicity",
        "  hint: they are not written; --errors tells why",
      ])
  }

  @Test func anyFieldMayBeTheID() async throws {
    let result = await generate(["--prompt", "[[reply: x]]", "--id-field", "Id"])
    #expect(
      result.output.split(separator: "\n").map { $0.prefix(13) } == [
        #"{"id":"500A","#, #"{"id":"500B","#, #"{"id":"500C","#,
      ])
    let missing = await generate(["--prompt", "[[reply: x]]", "--id-field", "Key"])
    #expect(missing.status == 2 && missing.errors.hasPrefix("sfmodels: no row has a field 'Key'\n"))
  }

  @Test(arguments: [
    (["--prompt", "{{Subject}}", "--keep-fields", "Id,Owner"], "no row has a field 'Owner'"),
    (["--prompt", "{{Subjekt}}"], "no row has a field 'Subjekt'"),
    (["--prompt", "{{Subject}}", "-s", "{{Owner}}"], "no row has a field 'Owner'"),
    (["--prompt", "x", "--columns"], "--columns: it spreads what a schema describes: --schema"),
    (
      ["--prompt", "x", "--columns", "--schema", #"{"type":"string"}"#],
      "--columns: the schema names no properties"
    ),
    (
      ["--prompt", "x", "--output-format", "xml"],
      "option '--output-format': 'xml' is not one of jsonl, json, csv"
    ),
    (["--prompt", "x", "--keep-fields", "A,,B"], "option '--keep-fields': 'A,,B' is not A,B or all"),
  ])
  func whatCannotBeWrittenIsSaidOnce(_ words: [String], _ message: String) async {
    let result = await TestProgram(ScriptedService()).run(
      words: ["generate", "--from", "-", "--input-format", "csv"] + words + TestProgram.serviceWords,
      input: Self.cases, environment: TestProgram.serviceEnvironment)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("sfmodels: \(message)"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count { $0.hasPrefix("sfmodels:") } == 1)
  }

  /// A broken or a poor row at the beginning hides nothing, and fields may stand in different rows.
  @Test(arguments: [
    ("{\"Subject\":\n{\"Owner\":1}\n{\"Owner\":2}\n", 2),
    ("{\"Owner\":1}\n{\"Subject\":\"x\",\"Id\":1}\n", 7),
    ("{\"Id\":1,\"Subject\":\"x\"}\n", 0), ("{\"Subject\":\"x\"}\n{\"Id\":1,\"Subject\":\"y\"}\n", 0),
  ])
  func fieldsAreLookedForInAllRows(_ rows: String, _ status: Int32) async {
    let result = await TestProgram().run(
      words: [
        "generate", "--emulator", "--from", "-", "--prompt", "{{Subject}}", "--keep-fields", "Id", "-q",
      ],
      input: rows)
    #expect(result.status == status, "\(result.errors)")
  }

  @Test(arguments: [
    ("jsonl", #"{"id":"7","Name":"n","body":"a","text":"a","embedding":["#),
    ("csv", "id,Name,body,text,embedding\n7,n,a,a,\"["),
  ])
  func vectorsCarryFieldsToo(_ format: String, _ beginning: String) async {
    let result = await TestProgram().run(
      words: [
        "embed", "--emulator", "--input-format", "csv", "--keep-fields", "all", "--format", format, "-q",
        "--keep-text", "--text-field", "body",
      ], input: "id,Name,body\n7,n,a\n")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix(beginning), "\(result.output.prefix(80))")
  }
}
