import Wire

@testable import QueryAPI

extension FuzzTarget {
  /// Queries as people write them, and what orgs answer to them.
  static let queries = [
    FuzzTarget("query-text", readQuery), FuzzTarget("query-page", readPage),
  ]

  /// A query for a number is one for a number.
  private static func readQuery(_ bytes: [UInt8]) {
    let query = QueryText(String(decoding: bytes, as: UTF8.self))
    expect(query.columns?.isEmpty != true, "no columns")
    _ = query.bulkLimits
    guard let counting = query.counting else { return }
    let again = QueryText(counting)
    expect(again.isCount && !again.has("ORDER"), counting)
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
}
