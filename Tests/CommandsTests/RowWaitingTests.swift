import HTTPTypes
import RowEngine
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Commands

/// What a run over rows says while it waits, and when it may use no more.
struct RowWaitingTests {
  private static let rows = (1...4).map { #"{"id":"r\#($0)","prompt":"[[reply: x]]"}"# + "\n" }.joined()

  private func run(_ folder: TemporaryFolder, _ words: [String]) async -> TestProgram.Result {
    await TestProgram().run(
      words: [
        "generate", "--emulator", "--from", "\(folder.path)/in.jsonl", "-o", "\(folder.path)/out.jsonl",
        "--concurrency", "1", "-q",
      ] + words)
  }

  @Test(arguments: [
    (["--max-requests", "2"], "the budget of 2 requests is spent: --max-requests"),
    (["--max-tokens-total", "1"], "the budget of 1 token is spent: --max-tokens-total"),
  ])
  func aBudgetStopsARunThatCanBeGoneOnWith(_ words: [String], _ message: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "in.jsonl")
    var result = await run(folder, words)
    #expect(result.status == 5)
    let done = words[0] == "--max-requests" ? "2 rows are" : "1 row is"
    #expect(
      result.errors
        == "sfmodels: \(message)\n  \(done) dealt with; the same command with --resume goes on\n")
    var runs = 1
    while result.status == 5, runs < 9 {
      result = await run(folder, words + ["--resume"])
      runs += 1
    }
    #expect(result == TestProgram.Result(status: 0, output: "", errors: ""))
    #expect(runs == (words[0] == "--max-requests" ? 2 : 4))
    #expect(try folder.text(of: "out.jsonl").split(separator: "\n").count == 4)
  }

  @Test func aBudgetThatReachesForNoRowIsAMistake() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "in.jsonl")
    let result = await run(folder, ["--schema", "a", "--repair", "2", "--max-requests", "2"])
    #expect(result.status == 2)
    #expect(result.errors == "sfmodels: --max-requests: a single row may take 3 requests\n")
  }

  @Test func whoeverIsSlowedDownIsToldSo() async {
    let busy = ScriptedService.Reply.whole(429, "{}", headers: [.retryAfter: "20"])
    let answer = ScriptedService.Reply.whole(
      200, #"{"generation_details":{"generations":[{"content":"x"}]}}"#)
    let result = await TestProgram(ScriptedService(answer, busy, busy, answer)).run(
      words: ["generate", "--api", "llmg", "--from", "-", "--concurrency", "1"] + TestProgram.serviceWords,
      input: #"{"prompt":"p"}"# + "\n" + #"{"prompt":"p"}"# + "\n",
      environment: TestProgram.serviceEnvironment)
    #expect(result.status == 0)
    let notes = result.errors.split(separator: "\n").filter { $0.contains("slow down") }
    // Once a minute is enough.
    #expect(notes.count == 1)
    #expect(
      notes.first?.hasPrefix("sfmodels: note: the service asks to slow down (429): waiting 2") == true,
      "\(result.errors)")
    #expect(notes.first?.hasSuffix(" s, then 1 request at a time") == true, "\(result.errors)")
  }

  /// A heartbeat without a terminal: as often as wanted, with how far it is.
  @Test(arguments: [
    (["--from", "IN", "--heartbeat", "5"], Duration.seconds(5)), (["--from", "IN"], .seconds(60)),
    (["--soql", "SELECT Id FROM Case LIMIT 4", "--prompt", "{{Id}}"], .seconds(60)),
  ])
  func aHeartbeatTellsHowFarItIs(_ words: [String], _ interval: Duration) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "in.jsonl")
    let written = Mutex("")
    let intervals = Mutex<[Duration]>([])
    var context = TestProgram().context()
    context.errors = Output(isTerminal: false) { bytes in
      written.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
    context.tick = { interval in
      let count = intervals.withLock { intervals in
        intervals.append(interval)
        return intervals.count
      }
      if count > 3 { try await Task.sleep(for: .seconds(3600)) }
    }
    let words = words.map { $0 == "IN" ? "\(folder.path)/in.jsonl" : $0 }
    let status = await Program.run(["generate", "--emulator"] + words, in: context)
    #expect(status == 0)
    #expect(intervals.withLock { $0.allSatisfy { $0 == interval } && $0.count > 0 })
    #expect(
      written.withLock { $0.contains("sfmodels: note: ") && $0.contains("%, ") }, "\(written.withLock { $0 })"
    )
  }

  @Test(arguments: [["--heartbeat", "0"], ["-q"]])
  func nobodyHasToHearIt(_ words: [String]) async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.rows, to: "in.jsonl")
    var context = TestProgram().context()
    context.tick = { _ in Issue.record("there is nothing to tell") }
    let status = await Program.run(
      ["generate", "--emulator", "--from", "\(folder.path)/in.jsonl"] + words, in: context)
    #expect(status == 0)
  }

  @Test func progressGoesOnWhereItWas() {
    var counts = RowCounts()
    counts.done = 30
    #expect(
      RowMessages.progress(
        counts, earlier: (done: 1000, refused: 2), after: .seconds(10), share: 0.519, left: .seconds(90),
        pause: .seconds(20)
      ) == "1,032 rows, 51%, 3/s, 1 min 30 s left, 2 refused, slowed down by the service: waiting 20.0 s")
  }
}
