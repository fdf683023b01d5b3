import Ledger
import TestSupport
import Testing

@testable import Commands

@Suite("What version 0.1 has kept")
struct HistoryFilesTests {
  @Test("is older than what was generated since, though it is taken over later")
  func last() async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"generation_id":"old"}"#, to: ".local/state/sfmodels/last/default.json")
    // As `generate` does, which looks for no files.
    let ledger = try Ledger(at: folder.path + "/.local/state/sfmodels/ledger.db")
    var entry = LedgerEntry(time: 1_800_000_000_000, command: "generate", profile: "default")
    entry.generation = "new"
    try ledger.write(LedgerRecord([entry]))
    let result = await TestProgram(home: folder.path).run(
      words: ["feedback", "good", "--last", "--dry-run"] + TestProgram.serviceWords,
      environment: TestProgram.serviceEnvironment)
    #expect(result.errors == "sfmodels: note: feedback on generation new\n")
    #expect(result.output.contains(#""generationId":"new""#), "\(result.output)")
    #expect(try ledger.entries(LedgerQuery()).map(\.generation) == ["new", "old"])
  }
}
