import TestSupport
import Testing
import Wire

@testable import Ledger

@Suite("Usage of keys in the ledger")
struct LedgerKeyUsageTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/ledger.db"
  }

  private static func usage(
    _ key: String, on day: String = "2026-11-27", of model: String = "m", _ input: Int = 10, _ output: Int = 5
  ) -> LedgerKeyUsage {
    LedgerKeyUsage(
      day: day, key: key, model: model, requests: 1, failures: 0, inputTokens: input, outputTokens: output)
  }

  @Test("adds up, with what others on the same file have written")
  func sums() throws {
    let (one, other) = (try Ledger(at: path), try Ledger(at: path))
    #expect(try one.keyTokens(on: "2026-11-27") == [:])
    try one.add([Self.usage("alice")])
    #expect(try one.keyTokens(on: "2026-11-27") == ["alice": 15])
    try other.add([Self.usage("alice"), Self.usage("bob")])
    #expect(try one.keyTokens(on: "2026-11-27") == ["alice": 30, "bob": 15])
    try one.add([Self.usage("alice", on: "2026-11-28")])
    #expect(try other.keyTokens(on: "2026-11-28") == ["alice": 15])
    var sum = Self.usage("alice", 20, 10)
    sum.requests = 2
    #expect(
      try other.keyUsage(since: "2026-11-27") == [
        Self.usage("alice", on: "2026-11-28"), sum, Self.usage("bob"),
      ])
    #expect(
      try one.usageByKey(since: nil) == [
        LedgerSums(name: "alice", requests: 3, inputTokens: 30, outputTokens: 15),
        LedgerSums(name: "bob", requests: 1, inputTokens: 10, outputTokens: 5),
      ])
    #expect(try one.usageByKey(since: "2026-11-28").map(\.requests) == [1])
  }

  @Test("stays a number, whatever a service tells")
  func bounds() throws {
    let ledger = try Ledger(at: path)
    for _ in 0..<3 { try ledger.add([Self.usage("a", Int.max, Int.max)]) }
    #expect(try ledger.keyTokens(on: "2026-11-27") == ["a": 1 << 51])
  }
}
