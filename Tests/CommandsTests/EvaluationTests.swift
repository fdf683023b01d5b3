import Glibc
import TestSupport
import Testing
import Wire

@testable import Commands

/// Answers that are held against what is expected of them, and what a run of cases comes to.
struct EvaluationTests {
  static let cases = """
    {"id":"a","prompt":"[[reply: Paris]]","expected":"Paris"}
    {"id":"b","prompt":"[[reply: London <&> | *it*]]","expected":"Paris"}
    {"id":"c","prompt":"[[reply:  Paris ]]","expected":"Paris"}
    {"id":"d","prompt":"x","model":"nope","expected":"Paris"}

    """

  private func generate(
    _ words: [String], _ input: String = cases, environment: [String: String] = [:]
  ) async -> TestProgram.Result {
    await TestProgram().run(
      words: ["generate", "--emulator", "--from", "-"] + words, input: input, environment: environment)
  }

  private func objects(_ output: String) throws -> [JSONObject] {
    try output.split(separator: "\n").compactMap { try JSONValue(decoding: String($0)).object }
  }

  @Test func eachRowSaysWhetherItPasses() async throws {
    let result = await generate(["--expect-field", "expected", "--max-toxicity", "0.9", "-q"])
    #expect(result.status == 7)
    let rows = try objects(result.output)
    #expect(rows.map { $0["id"] } == ["a", "b", "c"])
    #expect(rows.map { $0["passed"] } == [true, false, true])
    #expect(rows.map { $0["checks"]?["expected"] } == [true, false, true])
    #expect(rows.map { $0["checks"]?["toxicity"] } == [true, true, true])
  }

  @Test(arguments: [
    ("exact", "Paris", "Paris", true), ("exact", "  Paris\n", "Paris", true),
    ("exact", "paris", "Paris", false),
    ("exact", "Paris.", "Paris", false), ("contains", "It is Paris.", "Paris", true),
    ("contains", "It is London.", "Paris", false), ("regex", "Order 42", "^Order \\d+$", true),
    ("regex", "Order x", "^Order \\d+$", false), ("regex", "the Order 42", "Order", true),
    ("json", #"{"b":[1.0],"a":"x"}"#, #"{"a":"x","b":[1]}"#, true),
    ("json", #"{"a":"y"}"#, #"{"a":"x"}"#, false),
    ("json", "```json\n{\"a\":1}\n```", #"{"a":1}"#, true), ("json", "no", #"{"a":1}"#, false),
    ("similar:0.99", "the cat sleeps", "the cat sleeps", true),
    ("similar:0.99", "the cat sleeps", "invoices are due in June", false),
  ])
  func anAnswerMatches(_ match: String, _ answer: String, _ expected: String, _ passes: Bool) async throws {
    let row: JSONValue = ["prompt": .string("[[reply: \(answer)]]"), "expected": .string(expected)]
    let result = await generate(["--expect-field", "expected", "--match", match, "-q"], row.text + "\n")
    let object = try #require(try objects(result.output).first, "\(result)")
    #expect(object["passed"] == .bool(passes), "\(object)")
    #expect(result.status == 0)
  }

  /// In JSON what is expected need not be a text.
  @Test(arguments: [
    ("json", #"{"prompt":"[[reply: {\"a\":1}]]","expected":{"a":1.0}}"#, true),
    ("json", #"{"prompt":"[[reply: 7]]","expected":7}"#, true),
    ("exact", #"{"prompt":"[[reply: 7]]","expected":7}"#, true),
    ("exact", #"{"prompt":"[[reply: true]]","expected":false}"#, false),
  ])
  func valuesAreExpectedToo(_ match: String, _ row: String, _ passes: Bool) async throws {
    let result = await generate(["--expect-field", "expected", "--match", match, "-q"], row)
    #expect(try objects(result.output).first?["passed"] == .bool(passes))
  }

  @Test(arguments: [
    ("regex", "(", "has something else than a regular expression in field 'expected'"),
    ("json", "{", "has something else than JSON in field 'expected'"),
    ("exact", "", "has no field 'expected'"),
  ])
  func whatCannotBeComparedWithIsARefusedRow(_ match: String, _ expected: String, _ words: String) async {
    let row: JSONValue = ["prompt": "x", "expected": .string(expected)]
    let result = await generate(["--expect-field", "expected", "--match", match, "-q"], row.text)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("sfmodels: row 1 \(words)\n"), "\(result.errors)")
  }

  @Test(arguments: [
    ("0.5", 7, ""), ("0.51", 6, "sfmodels: 2 of 4 cases passed (50%), and 51% must\n"), ("1", 6, ""),
    ("0", 7, ""),
  ])
  func theShareThatMustPassDecides(_ share: String, _ status: Int32, _ words: String) async {
    let result = await generate(["--expect-field", "expected", "--min-pass", share, "-q"])
    #expect(result.status == status)
    #expect(words.isEmpty || result.errors.contains(words), "\(result.errors)")
  }

  /// A misfit is a case that fails like any other; what is toxic is a gate of its own.
  @Test(arguments: [
    (["--schema", "a int"], "[[reply: no]]", 0),
    (["--schema", "a int", "--min-pass", "1"], "[[reply: no]]", 6),
    (["--max-toxicity", "0.5", "--min-pass", "0"], "[[toxic]]", 6),
    (["--schema", "a int", "--min-pass", "1"], #"[[reply: {"a":1}]]"#, 0),
  ])
  func otherChecksCountBeside(_ words: [String], _ prompt: String, _ status: Int32) async {
    let row: JSONValue = ["prompt": .string(prompt), "expected": "."]
    let result = await generate(
      ["--expect-field", "expected", "--match", "regex", "-q"] + words, row.text)
    #expect(result.status == status, "\(result.errors)")
  }

  @Test func reportsTellWhatTheRunHasComeTo() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"id":"a","passed":false}"# + "\n" + #"{"id":"z","passed":true}"# + "\n", to: "old.jsonl")
    try folder.write("before\n", to: "summary.md")
    let path = folder.path
    let result = await generate(
      [
        "--expect-field", "expected", "--report", "junit:\(path)/r.xml", "--report", "markdown:\(path)/r.md",
        "--report", "json:\(path)/r.json", "--compare", "\(path)/old.jsonl", "--min-pass", "0.9",
      ], environment: ["GITHUB_STEP_SUMMARY": "\(path)/summary.md"])
    #expect(result.status == 6)
    #expect(result.errors.contains("sfmodels: note: 2 of 4 cases passed (50%)\n"))
    #expect(
      result.errors.contains(
        "sfmodels: note: since '\(path)/old.jsonl': 1 better (a), 0 the same, 1 refused (d), 2 new (b, c), 1 missing (z)\n"
      ),
      "\(result.errors)")
    #expect(
      try folder.text(of: "r.xml") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="sfmodels generate" tests="4" failures="1" errors="1">
          <testsuite name="-" tests="4" failures="1" errors="1">
            <testcase classname="-" name="a"/>
            <testcase classname="-" name="b">
              <failure type="expected" message="it is not what is expected">expected: Paris
        answer: London &lt;&amp;&gt; | *it*</failure>
            </testcase>
            <testcase classname="-" name="c"/>
            <testcase classname="-" name="d">
              <error type="refused" message="the org has no model 'nope'"/>
            </testcase>
          </testsuite>
        </testsuites>

        """)
    let markdown = """
      ## ❌ 2 of 4 cases passed (50%)

      |  |  |
      | --- | --- |
      | Input | - |
      | Model | sfdc\\_ai\\_\\_DefaultOpenAIGPT4OmniMini |
      | Passed | 2 (50%) |
      | Failed | 1 |
      | Refused | 1 |
      | Needed | 90% |
      | Failed: expected | 1 |

      ### Since \(path.replacing("_", with: "\\_"))/old.jsonl

      0 the same.

      Better:

      - a

      Refused:

      - d

      New:

      - b
      - c

      Missing:

      - z

      ### Not passed

      | Case | Why | Expected | Answer |
      | --- | --- | --- | --- |
      | b | it is not what is expected | Paris | London &lt;&amp;> \\| \\*it\\* |
      | d | the org has no model 'nope' |  |  |

      """
    #expect(try folder.text(of: "r.md") == markdown)
    #expect(try folder.text(of: "summary.md") == "before\n" + markdown + "\n")
    let report = try #require(try JSONValue(decoding: folder.text(of: "r.json")).object)
    #expect(report["summary"]?["passed"] == 2)
    #expect(report["summary"]?["passes"] == false)
    #expect(report["comparison"]?["better"] == ["count": 1, "ids": ["a"]])
    #expect(report["cases"]?.array?.map { $0["id"] } == ["a", "b", "c", "d"])
  }

  /// What the file of the earlier run has, and what is said; the rows are a, a and b, of which the second passes.
  @Test(arguments: [
    (
      [#"{"id":"a","passed":true}"#, #"{"id":"a","passed":false}"#],
      "1 better (a), 1 worse (a), 0 the same, 1 new (b)"
    ),
    ([#"{"id":"a","passed":false}"#], "1 the same, 2 new (a, b)"),
    (
      [
        #"{"id":"a","run":1,"passed":true}"#, #"{"id":"a","run":2,"passed":false}"#,
        #"{"id":"a","run":1,"passed":true}"#,
      ],
      "1 worse (a), 1 the same, 1 new (b)"
    ),
    (
      [
        #"{"id":"a","passed":false}"#, #"{"id":"a","passed":true}"#, #"{"id":"a","passed":true}"#,
        #"{"id":"b","passed":false}"#,
      ],
      "3 the same, 1 missing (a)"
    ),
    (
      [#"{"id":"a","passed":fal"#, "", #"{"id":"a","passed":false}"#, #"{"id":"b"}"#, "[]"],
      "1 the same, 2 new (a, b)\nsfmodels: note: 3 lines of 'OLD' tell of no case (1, 4, 5)"
    ),
  ])
  func rowsThatShareAnIDAreComparedInTheirOrder(_ lines: [String], _ sentence: String) async throws {
    let folder = try TemporaryFolder()
    let old = try folder.write(lines.joined(separator: "\n") + "\n", to: "old.jsonl")
    let rows = [("a", "no"), ("a", "x"), ("b", "no")].map {
      #"{"id":"\#($0.0)","prompt":"[[reply: \#($0.1)]]","expected":"x"}"# + "\n"
    }
    let result = await generate(["--expect-field", "expected", "--compare", old], rows.joined())
    #expect(
      result.errors.replacing(old, with: "OLD").contains("sfmodels: note: since 'OLD': \(sentence)\n"),
      "\(result.errors)")
  }

  @Test func repetitionsTellHowSteadyAnswersAre() async throws {
    let steady = #"{"id":"a","prompt":"[[reply: x]]","expected":"x"}"# + "\n"
    let folder = try TemporaryFolder()
    let result = await generate(
      ["--expect-field", "expected", "--repeat", "3", "--report", "junit:\(folder.path)/r.xml"], steady)
    #expect(result.status == 0)
    #expect(try objects(result.output).map { $0["run"] } == [1, 2, 3])
    #expect(result.errors.contains("sfmodels: note: 3 of 3 cases passed (100%)\n"))
    #expect(result.errors.contains("sfmodels: note: 1 of 1 row was steady (100%)\n"))
    #expect(
      try folder.text(of: "r.xml").split(separator: "\n").filter { $0.contains("testcase") }
        == (1...3).map {
          #"    <testcase classname="-" name="a #\#($0)"/>"#
        })
  }

  @Test func answersThatDifferAreUnsteady() async throws {
    func answer(_ text: String) -> ScriptedService.Reply {
      .whole(200, #"{"generation_details":{"generations":[{"content":"\#(text)"}]}}"#)
    }
    let result = await TestProgram(ScriptedService(answer("x"), answer("y"), answer("x"), answer("x"))).run(
      words: [
        "generate", "--api", "llmg", "--from", "-", "--expect-field", "e", "--repeat", "2", "--concurrency",
        "1",
      ] + TestProgram.serviceWords,
      input: #"{"id":"a","prompt":"p","e":"x"}"# + "\n" + #"{"id":"b","prompt":"p","e":"x"}"# + "\n",
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 0)
    #expect(
      result.errors.contains("sfmodels: note: 1 of 2 rows was steady (50%); unsteady: a\n"),
      "\(result.errors)")
  }

  @Test(arguments: [
    (["--match", "exact"], "--match: it compares with what is expected: --expect-field"),
    (["--expect-field", "nope"], "no row has a field 'nope'"),
    (
      ["--expect-field", "expected", "--match", "fuzzy"],
      "option '--match': 'fuzzy' is not one of exact, contains"
    ),
    (["--report", "html"], "option '--report': 'html' is not one of junit:FILE, markdown:FILE, json:FILE"),
    (["--report", "junit:DIR"], "--report: 'DIR' is a folder"),
    (["--report", "junit:DIR/a", "--report", "json:DIR/a"], "--report: 'DIR/a' is another output"),
    (["--report", "junit:DIR/o", "-o", "DIR/o"], "--report: 'DIR/o' is another output"),
    (["--compare", "DIR/nope"], "cannot read 'DIR/nope': No such file or directory"),
    (
      ["--schema", "a", "--columns", "--min-pass", "1"],
      "--columns: rows to be loaded back hold no verdicts; evaluate in a run of its own"
    ),
  ])
  func mistakesAreSaidBeforeAnythingIsSent(_ words: [String], _ message: String) async throws {
    let folder = try TemporaryFolder()
    func placed(_ text: String) -> String { text.replacing("DIR", with: folder.path) }
    let result = await TestProgram(ScriptedService()).run(
      words: ["generate", "--from", "-", "-q"] + words.map(placed) + TestProgram.serviceWords,
      input: Self.cases,
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(placed(message))"), "\(result.errors)")
  }

  @Test func thereAreNoCasesWithoutRows() async {
    let result = await TestProgram(ScriptedService()).run(
      words: ["generate", "x", "--min-pass", "1"] + TestProgram.serviceWords,
      environment: TestProgram.serviceEnvironment)
    #expect(result.errors == "sfmodels: --min-pass: it is for rows: --from\n")
  }
}

/// A gate that has fired fires again when the same command is repeated.
struct GateRepetitionTests {
  private static func run(_ folder: TemporaryFolder, _ words: [String]) async -> TestProgram.Result {
    await TestProgram().run(
      words: [
        "generate", "--emulator", "--from", "\(folder.path)/in.jsonl", "-o", "\(folder.path)/out.jsonl", "-q",
      ] + words)
  }

  @Test(arguments: [
    (["--max-toxicity", "0.5"], "[[toxic]]", 6), (["--schema", "a int"], "[[reply: no]]", 1),
    (["--expect-field", "id", "--min-pass", "0.5"], "no", 6), ([], "", 1),
    (["--expect-field", "id"], "[[reply: x]]", 0),
  ])
  func theSameEndComesAgain(_ words: [String], _ prompt: String, _ status: Int32) async throws {
    let folder = try TemporaryFolder()
    let row: JSONValue = ["id": "x", "prompt": .string(prompt)]
    try folder.write(row.text + "\n", to: "in.jsonl")
    let first = await Self.run(folder, words)
    let output = try folder.text(of: "out.jsonl")
    #expect(first.status == status, "\(first.errors)")
    for _ in 1...2 {
      let second = await Self.run(folder, words + ["--resume"])
      #expect(second.status == status)
      #expect(second.errors == (prompt.isEmpty ? "sfmodels: 1 of 1 row was refused\n" : first.errors))
      #expect(try folder.text(of: "out.jsonl") == output)
    }
  }

  @Test func anotherThresholdIsHeldAgainstTheSameVerdicts() async throws {
    let folder = try TemporaryFolder()
    try folder.write(EvaluationTests.cases, to: "in.jsonl")
    let words = ["--expect-field", "expected", "--min-pass"]
    #expect(await Self.run(folder, words + ["0.5"]).status == 7)
    #expect(await Self.run(folder, words + ["0.6", "--resume"]).status == 6)
    let report = "json:\(folder.path)/r.json"
    #expect(await Self.run(folder, words + ["0.1", "--resume", "--report", report]).status == 7)
    #expect(try JSONValue(decoding: folder.text(of: "r.json"))["summary"]?["passed"] == 2)
    let other = await Self.run(folder, ["--expect-field", "id", "--min-pass", "0", "--resume"])
    #expect(other.status == 2)
    #expect(other.errors.contains("was begun with other options: --expect-field"))
  }

  @Test func anOutputWithoutItsRecordIsNotTrusted() async throws {
    let folder = try TemporaryFolder()
    try folder.write(EvaluationTests.cases, to: "in.jsonl")
    try folder.write("", to: "out.jsonl")
    let result = await Self.run(folder, ["--expect-field", "expected", "--min-pass", "0.5", "--resume"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: nobody knows how far '\(folder.path)/out.jsonl' has come: "))
  }

  /// What was kept of an output that was taken away stands in nobody's way.
  @Test func anOutputThatWasTakenAwayIsMadeAgain() async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"prompt":"[[reply: no]]"}"# + "\n", to: "in.jsonl")
    #expect(await Self.run(folder, ["--schema", "a int"]).status == 1)
    #expect(unlink("\(folder.path)/out.jsonl") == 0)
    #expect(await Self.run(folder, ["--schema", "a int", "--resume"]).status == 1)
    #expect(try folder.text(of: "out.jsonl").split(separator: "\n").count == 1)
  }
}
