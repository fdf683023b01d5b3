import FoundationEssentials
import Wire

@testable import OrgEmulator
@testable import QueryAPI

extension FuzzTarget {
  /// Queries as people write them, and what orgs answer to them.
  static let queries = [
    FuzzTarget("query-text", readQuery), FuzzTarget("query-page", readPage),
    FuzzTarget("soql", answer),
  ]

  /// A query for a number is one for a number.
  private static func readQuery(_ bytes: [UInt8]) {
    let query = QueryText(String(decoding: bytes, as: UTF8.self))
    expect(query.columns?.isEmpty != true, "no columns")
    _ = query.bulkLimits
    guard let counting = query.counting else { return }
    let again = QueryText(counting)
    let isCount = again.items == [.function("COUNT", argument: "", alias: nil)]
    expect(isCount && !again.has("ORDER"), counting)
    expect(again.object == query.object, "another object: \(counting)")
  }

  /// Every row has the columns, as texts.
  private static func readPage(_ bytes: [UInt8]) {
    guard let json = try? JSONValue(decoding: bytes), let page = try? QueryPage(json) else { return }
    let columns = ["Id", "a.b", "A.records"]
    for names in [columns, nil] {
      guard let rows = try? page.rows(names) else { continue }
      expect(rows.count == page.records.count, "\(rows.count) rows")
      for row in rows {
        expect(row.members.allSatisfy { $0.value.string != nil }, "no text in \(row)")
        expect(names == nil || row.members.map(\.name) == names, "other columns in \(row)")
      }
    }
  }

  private static let records = RecordGenerator(seed: 1, cases: 8)

  /// What the emulator finds for a query has the columns that the client reads in it.
  private static func answer(_ bytes: [UInt8]) {
    let now = Date(timeIntervalSince1970: 1_760_000_000)
    guard let query = try? RecordQuery(bytes.text, now: now, records: records) else { return }
    let rows = query.rows()
    expect(0...8 ~= rows.count, "\(rows.count) rows")
    for index in 0..<rows.count { _ = query.json(rows[index], version: "v66.0") }
    let read = QueryText(bytes.text)
    expect(read.object?.lowercased() == query.object.name.lowercased(), "another object: \(bytes.text)")
    guard !query.isCount, let columns = read.columns else { return }
    expect(columns.count == query.columns.count, "other columns: \(bytes.text)")
  }
}
