import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Commands
@testable import CompatibleServer

/// On a ledger of its own.
@Suite struct KeyUsageRecorderTests {
  private static let now = Date(timeIntervalSince1970: 1_795_780_800)

  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/ledger.db"
  }

  private static func recorder(
    _ path: String, _ warn: @escaping @Sendable (String) -> Void = { Issue.record("\($0)") }
  ) -> KeyUsageRecorder {
    KeyUsageRecorder(at: path, now: { now }, warn: { warn("\($0)") })
  }

  private static func ask(_ recorder: KeyUsageRecorder, _ key: String, tokens: Int) {
    var usage = KeyUsage()
    (usage.requests, usage.inputTokens) = (1, tokens)
    recorder.account(of: key).add(usage, of: "m", on: UTCDay(now), isUrgent: true)
  }

  private static func tokens(_ recorder: KeyUsageRecorder) async -> [String: Int] {
    let usage = await recorder.usage(since: UTCDay(now))
    return Dictionary(uniqueKeysWithValues: usage.map { ($0.key.key, $0.value.tokens) })
  }

  /// Few keys are written together, of many those first that have much.
  @Test(arguments: [1, 5, 32, 33, 200])
  func eachRequestIsKeptOnceHoweverManyKeysThereAre(_ count: Int) async throws {
    let recorder = Self.recorder(path)
    let keys = (0..<count).map { "key-\($0)" }
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          // One key has far more than the others.
          for number in 0..<1_000 {
            Self.ask(recorder, keys[number % 2 == 0 ? 0 : number % count], tokens: 3)
          }
        }
      }
      for _ in 0..<4 { group.addTask { _ = await Self.tokens(recorder) } }
    }
    let sums = Dictionary(keys.map { ($0, recorder.account(of: $0).tokens(on: UTCDay(Self.now))) }) { $1 }
    #expect(sums.values.reduce(0, +) == 12_000)
    recorder.end()
    let next = Self.recorder(path)
    #expect(await Self.tokens(next) == sums.filter { $0.value > 0 })
    #expect(next.account(of: "key-0").tokens(on: UTCDay(Self.now)) == sums["key-0"])
    next.end()
  }

  @Test func whatOthersHaveWrittenCounts() async throws {
    let (one, other) = (Self.recorder(path), Self.recorder(path))
    Self.ask(one, "alice", tokens: 5)
    Self.ask(other, "alice", tokens: 7)
    _ = await (Self.tokens(one), Self.tokens(other), Self.tokens(one))
    #expect(one.account(of: "alice").tokens(on: UTCDay(Self.now)) == 12)
    #expect(other.account(of: "alice").tokens(on: UTCDay(Self.now)) == 12)
    one.end()
    other.end()
  }

  @Test func whatCannotBeKeptIsSaidOnceAndCountsWhileTheServerRuns() async throws {
    let warnings = Mutex(0)
    // A folder is no ledger.
    let recorder = Self.recorder(folder.path) { _ in warnings.withLock { $0 += 1 } }
    for number in 0..<100 {
      Self.ask(recorder, "key-\(number % 40)", tokens: 1)
      _ = await Self.tokens(recorder)
    }
    let tokens = await Self.tokens(recorder)
    #expect(tokens.values.reduce(0, +) == 100)
    #expect(tokens.count == 40)
    #expect(recorder.account(of: "key-0").tokens(on: UTCDay(Self.now)) == 3)
    #expect(warnings.withLock { $0 } == 1)
    recorder.end()
  }
}
