import TestSupport
import Testing
import Wire

@testable import RowEngine

/// An input that comes in pages: read in order, numbered through, and gone on with at the beginning of a page.
struct RowPagesTests {
  /// NumberedPages of a table, each known by its number; what is asked for is kept.
  private actor NumberedPages: RowPages {
    private let tables: [String]
    private var index: Int
    private(set) var asked: [Int] = []

    init(_ tables: [String], from index: Int = 0) { (self.tables, self.index) = (tables, index) }

    func next() -> RowPage? {
      guard index < tables.count else { return nil }
      defer { index += 1 }
      asked.append(index)
      return RowPage(
        .table(Array(tables[index].utf8), columns: ["Id", "Text"]), at: ["page": JSONValue(index)])
    }
  }

  private static let tables = [
    "\"Id\",\"Text\"\n\"1\",\"a\"\n\"2\",\"b \"\"b\"\"\nb\"\n", "\"3\",\"c\"\n", "\"id\",\"text\"\n\n",
    "Id,Text\r\n4,d\r\n5,e", "\"6\",\"f\",\"g\"\n\"7\",\"g\"\n",
  ]

  private static func feed(_ pages: NumberedPages, batch: Int, _ shard: Shard = .whole) -> RowFeed<String> {
    RowFeed(pages, shard: shard, BatchLimits(rows: batch)) { row in
      let content: Result<String, any Error> =
        switch row.content {
        case .record(let record):
          .success(record.members.map { "\($0.name)=\($0.value.string ?? "")" }.joined(separator: " "))
        case .unusable(let problem): .failure(problem)
        case .text: .failure(RowProblem.notAnObject)
        }
      return RowItem(number: row.number, id: JSONValue(row.number), content: content, size: 1)
    }
  }

  private static func rows(_ batch: RowBatch<String>) -> [String] {
    batch.items.map { item in
      switch item.content {
      case .success(let text): "\(item.number) \(text)"
      case .failure(let error): "\(item.number) \(error)"
      }
    }
  }

  private static let all = [
    "1 Id=1 Text=a", "2 Id=2 Text=b \"b\"\nb", "3 Id=3 Text=c", "4 Id=4 Text=d", "5 Id=5 Text=e",
    "6 wrongNumberOfFields(expected: 2, found: 3)", "7 Id=7 Text=g",
  ]

  @Test(arguments: 1...8)
  func rowsAreNumberedThroughAllPages(_ batch: Int) async throws {
    let feed = Self.feed(NumberedPages(Self.tables), batch: batch)
    var rows: [String] = []
    while let batch = try await feed.next() { rows += Self.rows(batch) }
    #expect(rows == Self.all)
  }

  /// After each row of the input, wherever its page begins.
  @Test(arguments: 1...7)
  func aRunGoesOnWithThePageThatItHasComeTo(_ count: Int) async throws {
    let first = Self.feed(NumberedPages(Self.tables), batch: 1)
    var mark = InputCheckpoint(bytes: 0, digest: [])
    var consumed = 0
    while consumed < count, let batch = try await first.next() {
      (mark, consumed) = (batch.mark, batch.rowsConsumed)
    }
    let page = try #require(mark.page)
    let index = try #require(page.address["page"]?.int)
    let pages = NumberedPages(Self.tables, from: index)
    let second = Self.feed(pages, batch: 3)
    await second.resume(after: consumed, upTo: mark)
    var rows: [String] = []
    while let batch = try await second.next() { rows += Self.rows(batch) }
    #expect(rows == Array(Self.all[consumed...]))
    #expect(await pages.asked.first == index)
    // It has consumed what a run that was never interrupted has.
    let whole = Self.feed(NumberedPages(Self.tables), batch: 9)
    while try await whole.next() != nil {}
    #expect(await second.consumed == whole.consumed)
  }

  @Test func aPageThatIsNotAsItWasIsAnotherInput() async throws {
    let first = Self.feed(NumberedPages(Self.tables), batch: 1)
    _ = try await first.next()
    let mark = try #require(try await first.next()?.mark)
    var tables = Self.tables
    tables[0] = "\"Id\",\"Text\"\n\"1\",\"a\"\n\"2\",\"x\"\n"
    let second = Self.feed(NumberedPages(tables), batch: 1)
    await second.resume(after: 2, upTo: mark)
    await #expect(throws: ResumptionFailure.otherInput) { _ = try await second.next() }
  }

  @Test func aShardCountsTheRowsOfAllPages() async throws {
    let feed = Self.feed(NumberedPages(Self.tables), batch: 9, Shard(2, of: 3))
    let batch = try #require(try await feed.next())
    #expect(Self.rows(batch) == [Self.all[1], Self.all[4]])
  }

  @Test func recordsComeAsTheyAre() async throws {
    struct One: RowPages {
      let asked = Recorder<Int>()
      func next() -> RowPage? {
        asked.record(1)
        let records: [JSONObject] = [["Id": "1", "Text": "a"], ["Id": "2", "Text": ""]]
        return asked.entries.count == 1 ? RowPage(.records(records), at: [:]) : nil
      }
    }
    let feed = RowFeed<String>(One(), BatchLimits(rows: 9)) { row in
      RowItem(number: row.number, id: .null, content: .success("\(row.size)"), size: 1)
    }
    let batch = try #require(try await feed.next())
    #expect(Self.rows(batch) == ["1 21", "2 20"])
    #expect(batch.mark.bytes == 41)
  }

  @Test func aPositionIsKeptInTheRecordOfARun() throws {
    var record = ProgressRecord(options: [:])
    record.input.page = PagePosition(
      address: ["job": "750", "locator": "MTA="], rows: 7, bytes: 99, digest: [1, 2, 255])
    let read = ProgressRecord(options: [:], decoding: try JSONValue(decoding: record.bytes))
    #expect(read?.input.page == record.input.page)
    let without = ProgressRecord(options: [:])
    #expect(ProgressRecord(options: [:], decoding: try JSONValue(decoding: without.bytes))?.input.page == nil)
  }
}
