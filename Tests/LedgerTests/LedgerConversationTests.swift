import TestSupport
import Testing

@testable import Ledger

@Suite("Conversations in the ledger")
struct LedgerConversationTests {
  private let folder: TemporaryFolder
  private let path: String
  private let ledger: Ledger
  private let first: LedgerEntry

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/ledger.db"
    ledger = try Ledger(at: path)
    first = LedgerTests.chain(["one"], of: "c")[0]
    try ledger.write(LedgerRecord([first], LedgerTests.conversation("c", head: first.key)))
  }

  private func next(_ question: String) -> LedgerEntry {
    var turn = LedgerTests.chain([question], of: "c")[0]
    turn.parent = first.key
    return turn
  }

  @Test("go on turn by turn")
  func goingOn() throws {
    let turn = next("two")
    let conversation = LedgerTests.conversation("c", head: turn.key, time: 5)
    #expect(try ledger.write(LedgerRecord([turn], conversation, knownHead: first.key)) == "c")
    #expect(try ledger.conversation("c") == conversation)
    #expect(try ledger.turns(to: turn.key).map(\.texts?.prompt) == ["one", "two"])
    #expect(try ledger.firstTurn(to: turn.key)?.texts?.prompt == "one")
    #expect(try ledger.firstTurn(to: 7) == nil)
  }

  @Test("become two when two go on from the same turn, and no turn is lost")
  func forking() throws {
    let (mine, theirs) = (next("mine"), next("theirs"))
    try ledger.write(
      LedgerRecord([theirs], LedgerTests.conversation("c", head: theirs.key, time: 1), knownHead: first.key))
    let id = try ledger.write(
      LedgerRecord([mine], LedgerTests.conversation("c", head: mine.key, time: 2), knownHead: first.key))
    let fork = try #require(id)
    #expect(fork.hasPrefix("c-"))
    #expect(try ledger.conversation("c")?.head == theirs.key)
    #expect(try ledger.conversation(fork)?.head == mine.key)
    #expect(try ledger.conversations(of: "default", upTo: 9).map(\.id) == [fork, "c"])
    #expect(try ledger.turns(to: mine.key).map(\.texts?.prompt) == ["one", "mine"])
    #expect(try ledger.turns(to: theirs.key).map(\.texts?.prompt) == ["one", "theirs"])
    #expect(try ledger.entries(.words("mine")).map(\.conversation) == [fork])
  }

  @Test("go back to an earlier turn, and the one after it stays an entry")
  func undoing() throws {
    let turn = next("two")
    try ledger.write(
      LedgerRecord([turn], LedgerTests.conversation("c", head: turn.key), knownHead: first.key))
    try ledger.write(LedgerRecord([], LedgerTests.conversation("c", head: first.key), knownHead: turn.key))
    #expect(try ledger.conversation("c")?.head == first.key)
    #expect(try ledger.entries(LedgerQuery()).count == 2)
  }
}
