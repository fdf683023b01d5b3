import Testing

@testable import QueryAPI

/// What a client understands of a query: its columns, what the Bulk API cannot do of it, and the same for a number.
struct QueryTextTests {
  @Test(arguments: [
    ("SELECT Id, Subject FROM Case", ["Id", "Subject"]),
    ("select id,\n\tAccount.Name from Case c", ["id", "Account.Name"]),
    ("SELECT Id FROM Case WHERE Subject = 'a, b FROM c'", ["Id"]),
    ("SELECT COUNT() FROM Case", ["expr0"]),
    (
      "SELECT Status, COUNT(Id), MAX(CreatedDate) last, SUM(a) FROM Case",
      ["Status", "expr0", "last", "expr1"]
    ),
    ("SELECT Id, toLabel(Status), FORMAT(Amount) shown FROM Case", ["Id", "Status", "shown"]),
    ("SELECT Id, (SELECT Id, Name FROM Contacts WHERE x = ')') FROM Account", ["Id", "Contacts"]),
    ("SELECT Id, TYPEOF What WHEN Account THEN Phone, Name ELSE Id END FROM Event", ["Id", "What"]),
    ("SELECT FIELDS(ALL) FROM Case LIMIT 200", nil), ("SELECT", nil), ("DELETE FROM Case", nil), ("", nil),
    ("SELECT 'FROM' x", nil),
  ])
  func namesTheColumnsInTheOrderOfTheSelectList(_ query: String, _ columns: [String]?) {
    #expect(QueryText(query).columns == columns)
  }

  @Test(arguments: [
    ("SELECT Id FROM Case WHERE a = 'GROUP BY' ORDER BY Id LIMIT 3", []),
    ("SELECT Id FROM Case OFFSET 3", [BulkLimit.offset]),
    ("SELECT Status FROM Case GROUP BY Status", [.groupBy]),
    ("SELECT COUNT() FROM Case", [.aggregate("COUNT")]),
    ("SELECT max(Id) FROM Case GROUP BY x OFFSET 1", [.aggregate("MAX"), .groupBy, .offset]),
    ("SELECT FIELDS(STANDARD) FROM Case", [.fieldGroup]),
    ("SELECT Id, (SELECT Id FROM Contacts OFFSET 1) FROM Account", [.children("Contacts")]),
    ("SELECT TYPEOF What WHEN Account THEN Phone END FROM Event", [.typeOf]),
    ("SELECT toLabel(Status) FROM Case", []),
  ])
  func knowsWhatTheBulkAPICannotDo(_ query: String, _ limits: [BulkLimit]) {
    #expect(QueryText(query).bulkLimits == limits)
  }

  @Test(arguments: [
    ("SELECT Id, Subject FROM Case WHERE x = 1", "SELECT COUNT() FROM Case WHERE x = 1"),
    ("select id from Case c order by CreatedDate desc limit 5", "SELECT COUNT() from Case c limit 5"),
    ("SELECT Id FROM Case ORDER BY Id", "SELECT COUNT() FROM Case "),
    ("SELECT Id FROM Case WHERE x = 'ORDER BY y'", "SELECT COUNT() FROM Case WHERE x = 'ORDER BY y'"),
    ("SELECT FIELDS(ALL) FROM Case LIMIT 200", "SELECT COUNT() FROM Case LIMIT 200"),
    ("SELECT Status FROM Case GROUP BY Status", nil), ("SELECT Id FROM Case OFFSET 3", nil),
    ("SELECT MAX(Id) FROM Case", nil), ("nonsense", nil),
  ])
  func asksForANumberInstead(_ query: String, _ counting: String?) {
    #expect(QueryText(query).counting == counting)
  }
}
