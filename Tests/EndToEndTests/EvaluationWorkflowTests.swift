import Testing

/// The README's second workflow, an evaluation, as GitHub runs it: variables, no terminal, and files that others read.
@Suite struct EvaluationWorkflowTests {
  struct Run: CustomTestStringConvertible {
    var name: String
    var cases: [String]
    var exit: Int32
    var junit: String
    var markdown: String

    var testDescription: String { name }
  }

  private static func row(_ id: String, _ prompt: String) -> String {
    #"{"id":"\#(id)","prompt":"\#(prompt)","expected":"Paris"}"#
  }

  private static let right = ["a", "b", "c"].map { row($0, "[[reply: It is Paris.]]") }

  private static let head = """
    | Input | cases.jsonl |
    | Model | sfdc\\_ai\\_\\_DefaultOpenAIGPT4OmniMini |
    """

  private static let runs = [
    Run(
      name: "enough are right", cases: right + [row("d", "[[reply: It is Rome.]]")], exit: 0,
      junit: """
        <testsuites name="sfmodels generate" tests="4" failures="1" errors="0">
          <testsuite name="cases.jsonl" tests="4" failures="1" errors="0">
            <testcase classname="cases.jsonl" name="a"/>
            <testcase classname="cases.jsonl" name="b"/>
            <testcase classname="cases.jsonl" name="c"/>
            <testcase classname="cases.jsonl" name="d">
              <failure type="expected" message="it does not contain what is expected">expected: Paris
        answer: It is Rome.</failure>
            </testcase>
          </testsuite>
        </testsuites>
        """,
      markdown: """
        ## ✅ 3 of 4 cases passed (75%)

        |  |  |
        | --- | --- |
        \(head)
        | Passed | 3 (75%) |
        | Failed | 1 |
        | Needed | 75% |
        | Failed: expected | 1 |

        ### Not passed

        | Case | Why | Expected | Answer |
        | --- | --- | --- | --- |
        | d | it does not contain what is expected | Paris | It is Rome. |
        """),
    Run(
      name: "too few are right", cases: Array(right.prefix(1)) + [row("e", "")], exit: 6,
      junit: """
        <testsuites name="sfmodels generate" tests="2" failures="0" errors="1">
          <testsuite name="cases.jsonl" tests="2" failures="0" errors="1">
            <testcase classname="cases.jsonl" name="a"/>
            <testcase classname="cases.jsonl" name="e">
              <error type="refused" message="the row is empty"/>
            </testcase>
          </testsuite>
        </testsuites>
        """,
      markdown: """
        ## ❌ 1 of 2 cases passed (50%)

        |  |  |
        | --- | --- |
        \(head)
        | Passed | 1 (50%) |
        | Failed | 0 |
        | Refused | 1 |
        | Needed | 75% |

        ### Not passed

        | Case | Why | Expected | Answer |
        | --- | --- | --- | --- |
        | e | the row is empty |  |  |
        """),
  ]

  @Test(arguments: runs)
  func itRunsAsOnGitHub(_ run: Run) async throws {
    let step = try #require(
      try QuickstartTests.runs(in: Readme().blocks("yaml")[1].map(String.init)).last {
        $0.contains("--min-pass")
      })
    let emulator = try Served(Call(["emulator", "--port", "0"]))
    defer { emulator.child.send(9) }
    var session = try TypedLines()
    session.environment = [
      "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": session.home.path + "/summary.md",
      "TERM": "dumb", "SFMODELS_DOMAIN": emulator.address, "SFMODELS_CLIENT_ID": "3MVG9.key",
      "SFMODELS_CLIENT_SECRET": "5ecret-of-the-job",
    ]
    try session.home.write(run.cases.map { $0 + "\n" }.joined(), to: "work/cases.jsonl")
    let line = "cat >~/step.sh <<'END'\n\(step)\nEND\nbash -e ~/step.sh 2>&1"
    // Who runs a job again is told the same.
    let answers = try await session.run([line, line, "cat report.xml", "cat report.md"])
    #expect(answers.prefix(2).map(\.exit) == [run.exit, run.exit], "\(answers)")
    let declaration = #"<?xml version="1.0" encoding="UTF-8"?>"#
    #expect(answers[2].output == "\(declaration)\n\(run.junit)\n")
    #expect(answers[3].output == run.markdown + "\n")
    let page = run.markdown + "\n\n"
    #expect(try session.home.read(session.home.path + "/summary.md") == page + page)
  }
}
