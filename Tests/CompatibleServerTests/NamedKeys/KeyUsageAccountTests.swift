import Synchronization
import Testing

@testable import CompatibleServer

@Suite struct KeyUsageAccountTests {
  private static let day = UTCDay("2026-11-27")!

  /// What is told of each addition: whether it is the first, and how many requests wait.
  private final class Notices: Sendable {
    private let all = Mutex<[String]>([])
    func add(_ change: KeyUsageAccount.Change) {
      all.withLock { $0.append("\(change.isFirst ? "first " : "")\(change.requests)") }
    }
    var taken: [String] {
      all.withLock { all in
        defer { all = [] }
        return all
      }
    }
  }

  private let notices = Notices()
  private let account: KeyUsageAccount

  init() {
    account = KeyUsageAccount(of: "alice") { [notices] in notices.add($1) }
  }

  private func ask(_ tokens: Int, of model: String = "m", on day: UTCDay = day) {
    var usage = KeyUsage()
    (usage.requests, usage.inputTokens) = (1, tokens)
    account.add(usage, of: model, on: day, isUrgent: true)
  }

  private var waiting: [String] {
    account.waiting.map { "\($0.place.day.text) \($0.place.model) \($0.usage.requests) \($0.usage.tokens)" }
  }

  @Test func whatIsOfOneModelAndDayIsOneEntry() {
    ask(5)
    ask(7)
    ask(1, of: "n")
    ask(2, on: Self.day.earlier(by: 1))
    #expect(waiting == ["2026-11-27 m 2 12", "2026-11-27 n 1 1", "2026-11-26 m 1 2"])
    #expect(account.tokens(on: Self.day) == 13)
    #expect(notices.taken == ["first 1", "2", "3", "4"])
  }

  @Test func whatIsWrittenCountsAsKept() {
    ask(5)
    #expect(account.beginWriting(forgets: true).map(\.usage.tokens) == [5])
    ask(7)
    #expect(account.tokens(on: Self.day) == 12)
    account.endWriting(kept: nil)
    // Of which day it is nobody has said.
    #expect(account.tokens(on: Self.day) == 7)
    _ = account.beginWriting(forgets: true)
    account.endWriting(kept: (Self.day, 100))
    #expect(account.tokens(on: Self.day) == 107)
    #expect(notices.taken == ["first 1", "first 1"])
  }

  @Test func whatCannotBeWrittenWaitsOnce() {
    ask(5)
    _ = account.beginWriting(forgets: true)
    ask(7)
    ask(1, of: "n")
    #expect(account.postponeWriting() == false)
    #expect(waiting == ["2026-11-27 m 2 12", "2026-11-27 n 1 1"])
    _ = account.beginWriting(forgets: true)
    #expect(account.postponeWriting() == true)
    #expect(account.postponeWriting() == false)
    ask(1)
    #expect(account.tokens(on: Self.day) == 14)
    #expect(notices.taken == ["first 1", "first 1", "2", "4"])
  }

  @Test func whatIsBeingWrittenIsNotGivenTwice() {
    ask(5)
    #expect(account.beginWriting(forgets: false).count == 1)
    ask(7)
    #expect(account.beginWriting(forgets: true) == [])
    #expect(account.tokens(on: Self.day) == 12)
    account.endWriting(kept: (Self.day, 0))
    #expect(account.tokens(on: Self.day) == 12)
    #expect(waiting == ["2026-11-27 m 1 7"])
  }
}
