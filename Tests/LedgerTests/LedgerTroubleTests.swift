import FileSystem
import TestSupport
import Testing

@testable import Ledger

@Suite("A ledger that cannot be written")
struct LedgerTroubleTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/ledger.db"
  }

  @Test("because another has it: the record waits, and comes in with the next one, once")
  func busy() throws {
    let ledger = try Ledger(at: path)
    let other = try SQLiteDatabase(path)
    try other.execute("BEGIN IMMEDIATE")
    let (first, second) = (LedgerTests.full, LedgerTests.generation("two", "zwei"))
    let writer = LedgerWriter(at: path)
    #expect(try writer.write(LedgerRecord([first])) == .waiting(nil))
    #expect(try writer.write(LedgerRecord([LedgerTests.counted])) == .waiting(nil))
    #expect(folder.mode(of: "ledger.pending") == 0o700)
    #expect(
      try folder.names(in: "ledger.pending").map { folder.mode(of: "ledger.pending/\($0)") } == [
        0o600, 0o600,
      ])
    try other.execute("COMMIT")
    let patient = LedgerWriter(at: path, limit: .seconds(60))
    #expect(try patient.write(LedgerRecord([second])) == .written(conversation: nil))
    #expect(try ledger.entries(LedgerQuery()).count == 3)
    #expect(try ledger.entries(.words("voilà")).map(\.texts) == [first.texts])
    #expect(try folder.names(in: "ledger.pending") == [])
  }

  @Test("for days: what waits comes in a few at a time where somebody waits, and whole where nobody does")
  func manyPending() throws {
    let ledger = try Ledger(at: path)
    let other = try SQLiteDatabase(path)
    try other.execute("BEGIN IMMEDIATE")
    let writer = LedgerWriter(at: path, limit: .zero)
    for number in 0..<20 {
      #expect(try writer.write(LedgerRecord([LedgerTests.generation("\(number)", "")])) == .waiting(nil))
    }
    try other.execute("COMMIT")
    let patient = LedgerWriter(at: path, limit: .seconds(60))
    try patient.write(LedgerRecord([LedgerTests.generation("new", "")]))
    #expect(try ledger.entries(LedgerQuery()).count == 17)
    #expect(try folder.names(in: "ledger.pending").count == 4)
    try ledger.writePending()
    #expect(try ledger.entries(LedgerQuery()).count == 21)
    #expect(try folder.names(in: "ledger.pending") == [])
  }

  @Test("because it is no database: the record waits until there is one")
  func damaged() throws {
    try folder.write(
      "This is no database, whatever its name says, and it is longer than a header.", to: "ledger.db")
    let writer = LedgerWriter(at: path, limit: .seconds(60))
    let record = LedgerRecord([LedgerTests.full], LedgerTests.conversation("c", head: 1), knownHead: 2)
    #expect(try writer.write(record) == .waiting(.damaged(path: path)))
    #expect(throws: LedgerFailure.damaged(path: path)) { try Ledger(at: path) }
    OpenFile.remove(path)
    let ledger = try Ledger(at: path)
    try ledger.writePending()
    #expect(
      try ledger.entries(LedgerQuery()) == [
        {
          var entry = record.entries[0]
          (entry.id, entry.conversation) = (1, "c")
          return entry
        }()
      ])
    #expect(try ledger.conversation("c") == record.conversation)
  }

  @Test("because a later version made it: nothing is changed")
  func newer() throws {
    let database = try {
      _ = try Ledger(at: path)
      return try SQLiteDatabase(path)
    }()
    try database.execute("PRAGMA user_version = 7")
    #expect(throws: LedgerFailure.newer(path: path, version: 7)) { try Ledger(at: path) }
  }

  @Test("because a folder or a link has its name")
  func notAFile() throws {
    try folder.write("", to: "ledger.db/file")
    #expect(throws: LedgerFailure.file(path: path, .notAFile)) { try Ledger(at: path) }
    #expect(throws: LedgerFailure.self) { try Ledger(at: "/dev/null/ledger.db") }
    #expect(throws: LedgerFailure.self) {
      try LedgerWriter(at: "/dev/null/ledger.db").write(LedgerRecord([]))
    }
  }

  @Test("what waits and was not written here stays where it is")
  func foreign() throws {
    try folder.write("{}", to: "ledger.pending/1-x.json")
    let ledger = try Ledger(at: path)
    try ledger.write(LedgerRecord([LedgerTests.counted]))
    #expect(try ledger.entries(LedgerQuery()).count == 1)
    #expect(try folder.names(in: "ledger.pending") == ["1-x.json"])
  }

  @Test("a log that has grown is moved into the database")
  func checkpoint() throws {
    let ledger = try Ledger(at: path)
    let text = String(repeating: "word ", count: 60_000)
    for _ in 0..<4 { try ledger.write(LedgerRecord([LedgerTests.generation(text, text)])) }
    #expect(ledger.isLogLong)
    try ledger.checkpoint()
    #expect(!ledger.isLogLong)
    #expect(
      try Ledger(at: path).entries(LedgerQuery()).map(\.texts?.text) == Array(repeating: text, count: 4))
  }
}
