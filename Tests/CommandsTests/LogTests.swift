import Ledger
import ModelsAPI
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Commands

@Suite("log")
struct LogTests {
  private let folder: TemporaryFolder
  private let program: TestProgram

  init() throws {
    folder = try TemporaryFolder()
    program = TestProgram(home: folder.path)
  }

  private func run(_ words: String...) async -> TestProgram.Result {
    await TestProgram(home: folder.path).run(words: ["log"] + words)
  }

  /// Two generations, a run over rows and feedback, at 2027-01-14T08:00:00Z and later.
  private func fill() throws {
    let ledger = try #require(try program.context().ledger())
    var first = LedgerEntry(time: 1_799_913_600_000, command: "generate", profile: "default")
    (first.model, first.answeringModel, first.generation) = ("sfdc_ai__DefaultGPT4Omni", "gpt-4o", "g-1")
    (first.usage, first.duration) = (LedgerUsage(input: 10, output: 1200), 250)
    first.texts = LedgerTexts(system: "Be brief", prompt: "Where is\nParis?", text: "In\tFrance")
    var run = LedgerEntry(time: 1_799_913_660_000, command: "embed", profile: "work")
    (run.model, run.rows, run.requests) = ("ada", LedgerRows(done: 30, refused: 2), 2)
    run.usage = LedgerUsage(input: 77)
    var feedback = LedgerEntry(time: 1_799_913_720_000, command: "feedback", profile: "default")
    (feedback.generation, feedback.verdict) = ("g-1", "BAD")
    feedback.texts = LedgerTexts(text: "Too long")
    for entry in [first, run, feedback] { try ledger.write(LedgerRecord([entry])) }
  }

  @Test("prints a line for each entry into a pipe, the newest first")
  func lines() async throws {
    try fill()
    #expect(
      await run()
        == .init(
          status: 0,
          output: """
            3\t2027-01-14T08:02:00Z\tfeedback\tdefault\t-\tbad on g-1
            2\t2027-01-14T08:01:00Z\tembed\twork\tada\t32 rows
            1\t2027-01-14T08:00:00Z\tgenerate\tdefault\tsfdc_ai__DefaultGPT4Omni\tWhere is

            """, errors: ""))
  }

  @Test("prints JSON Lines whole")
  func json() async throws {
    try fill()
    #expect(
      await run("--json", "--search", "par", "--since", "1w")
        == .init(
          status: 0,
          output: #"""
            {"id":1,"time":"2027-01-14T08:00:00Z","command":"generate","profile":"default",\#
            "model":"sfdc_ai__DefaultGPT4Omni","prompt":"Where is\nParis?","text":"In\tFrance",\#
            "usage":{"input_tokens":10,"output_tokens":1200},"generation_id":"g-1","answering_model":"gpt-4o",\#
            "system":"Be brief","requests":1,"milliseconds":250}

            """#, errors: ""))
  }

  @Test("shows an entry whole")
  func entry() async throws {
    try fill()
    #expect(
      await run("2").output.split(separator: "\n").filter { !$0.hasPrefix("time:") } == [
        "id: 2", "command: embed", "profile: work", "model: ada", "rows: 30 done, 2 refused", "requests: 2",
        "tokens: 77 in",
      ])
    #expect(
      await run("1").output.hasSuffix(
        "\nsystem:\n\nBe brief\n\nasked:\n\nWhere is\nParis?\n\nanswered:\n\nIn\tFrance\n"))
  }

  @Test(
    "finds by conditions",
    arguments: [
      (["--search", "FRANCE where"], ["1"]), (["--search", "france", "--search", "long"], []),
      (["--model", "ada"], ["2"]), (["--model", "gpt-4o"], ["1"]), (["-p", "work"], ["2"]),
      (["-n", "1"], ["3"]),
      (["--since", "60s"], []), (["--search", "too long"], ["3"]),
    ])
  func conditions(words: [String], ids: [String]) async throws {
    try fill()
    let result = await TestProgram(home: folder.path).run(words: ["log"] + words)
    #expect(result.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) } == ids)
  }

  @Test("adds up")
  func usage() async throws {
    try fill()
    #expect(
      await run("usage", "--by", "profile")
        == .init(status: 0, output: "default\t2\t10\t1200\nwork\t2\t77\t0\n", errors: ""))
    #expect(
      await run("usage", "--json", "--model", "ada")
        == .init(
          status: 0, output: #"[{"model":"ada","requests":2,"input_tokens":77,"output_tokens":0}]"# + "\n",
          errors: ""))
  }

  @Test("shows shares as bars, of requests where tokens are not counted")
  func usageBars() async throws {
    let ledger = try #require(try program.context().ledger())
    for model in ["a", "a", "a", "b"] {
      var entry = LedgerEntry(time: 1_799_913_600_000, command: "generate", profile: "default")
      entry.model = model
      try ledger.write(LedgerRecord([entry]))
    }
    let shown = Mutex<[UInt8]>([])
    var context = program.context(nil, ["LANG": "C.UTF-8", "TERM": "xterm"])
    context.output = Output(isTerminal: true) { bytes in shown.withLock { $0 += bytes } }
    #expect(await Program.run(["log", "usage"], in: context) == 0)
    let lines = String(decoding: shown.withLock { $0 }, as: UTF8.self).split(separator: "\n")
    let bars = lines.map { line in line.count { $0 == "█" } }
    #expect(bars.count == 4 && bars[0] == 0 && bars[1] > bars[2] && bars[2] > 0 && bars[3] == 0, "\(lines)")
  }

  @Test("removes what is older")
  func prune() async throws {
    try fill()
    #expect(
      await run("prune", "--older-than", "0s")
        == .init(status: 0, output: "", errors: "sfmodels: note: 3 entries are removed\n"))
    #expect(await run().output == "")
  }

  @Test(
    "refuses what makes no sense",
    arguments: [
      (["prune"], "sfmodels: --older-than is needed\n"),
      (["9"], "sfmodels: no entry 9 is kept on this machine\n  hint: 'sfmodels log' lists them\n"),
      (["9", "-n", "2"], "sfmodels: ID and --count cannot be used together\n"),
      (["-n", "0"], "sfmodels: --count: it is a number from 1\n"),
    ])
  func refusals(words: [String], errors: String) async throws {
    let result = await TestProgram(home: folder.path).run(words: ["log"] + words)
    #expect(result == .init(status: 2, output: "", errors: errors))
  }

  @Test(arguments: ["7x", "d", "-1d", "1.5d", "week", "100000d"])
  func anAgeIsOne(age: String) async throws {
    let result = await run("--since", age)
    #expect(result.status == 2)
    #expect(result.errors.contains("is not an age such as 7d, 2w or 12h"))
  }

  @Test("needs a home")
  func noHome() async {
    let result = await TestProgram().run("log")
    #expect(
      result
        == .init(status: 2, output: "", errors: "sfmodels: there is no place for settings: HOME is not set\n")
    )
  }
}
