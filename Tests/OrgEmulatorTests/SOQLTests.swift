import FoundationEssentials
import Testing

@testable import OrgEmulator

/// What queries find: the operators of WHERE, order, limits, and what the org says where it does not understand.
struct SOQLTests {
  private static let now = Date(timeIntervalSince1970: 1_760_000_000)
  private static let records = RecordGenerator(seed: 1, cases: 400)

  private static func query(_ text: String) throws(SOQLError) -> RecordQuery {
    try RecordQuery(text, now: now, records: records)
  }

  /// The values of all columns, one record after another.
  private static func values(_ text: String) throws -> [[RecordValue]] {
    let query = try query(text)
    let rows = query.rows()
    return (0..<rows.count).map { index in query.columns.map { query.value($0, rows[index]) } }
  }

  private static func count(_ condition: String, _ object: String = "Case") throws -> Int {
    try query("SELECT COUNT() FROM \(object) WHERE \(condition)").rows().count
  }

  @Test func theSameSeedMakesTheSameRecordsUp() throws {
    let query = "SELECT Id, CaseNumber, Subject, Account.Name, IsClosed FROM Case LIMIT 2"
    let first = try Self.values(query)
    #expect(
      first.map { Array($0.prefix(3)) } == [
        [.text("500gK0000000000QAA"), .text("00001001"), .text("heat pump: The battery is hot")],
        [.text("500gK0000000001QAA"), .text("00001002"), .text("e-bike: The password is not accepted")],
      ])
    let accounts = try Self.values("SELECT Name FROM Account").map { $0[0] }
    #expect(first.allSatisfy { $0[3] == .null || accounts.contains($0[3]) })
    #expect(
      try first.map { $0[4] }
        == Self.values("SELECT Status FROM Case LIMIT 2").map { .flag($0[0] == .text("Closed")) })
    #expect(try Self.values(query) == first)
    #expect(try Self.query("SELECT COUNT() FROM Account").rows().count == 100)
    #expect(try Self.query("SELECT COUNT() FROM Knowledge__kav").rows().count == 50)
  }

  /// Two conditions that must part the records between them, whatever they are.
  @Test(arguments: [
    ("IsClosed = true", "IsClosed = false"), ("Status = 'Closed'", "Status != 'closed'"),
    ("Type = null", "Type != NULL"), ("Account.Name = null", "NOT Account.Name = null"),
    ("Priority IN ('High', 'Low')", "Priority NOT IN ('high', 'LOW')"),
    ("Subject LIKE '%invoice%'", "NOT Subject LIKE '%INVOICE%'"),
    ("CreatedDate < 2025-03-01", "CreatedDate >= 2025-03-01"),
    ("CreatedDate <= 2025-03-01T08:30:00Z", "CreatedDate > 2025-03-01T08:30:00.000+0000"),
    ("CreatedDate = THIS_YEAR", "(CreatedDate < THIS_YEAR OR CreatedDate > THIS_YEAR)"),
    ("CreatedDate = LAST_N_DAYS:30", "CreatedDate != LAST_N_DAYS:30"),
    ("IsClosed = true AND Priority = 'High'", "(IsClosed = false OR Priority <> 'High')"),
    ("(Origin = 'Web' OR Origin = 'Email') AND NOT (Status = 'New')", "Origin = 'Phone' OR Status = 'New'"),
    ("Account.NumberOfEmployees > 2500 AND Account.Name != null", "(NOT Account.NumberOfEmployees > 2500)"),
    ("Case.Priority = 'High'", "Priority != 'High'"),
  ])
  func aConditionAndItsOppositePartTheRecords(_ condition: String, _ opposite: String) throws {
    let (found, others) = (try Self.count(condition), try Self.count(opposite))
    #expect(found + others == 400 && found > 0 && others > 0, "\(found) and \(others)")
  }

  @Test(arguments: [
    ("Name LIKE 'Acme%'", true), ("Name LIKE '%energy _'", true), ("Name LIKE 'acme'", false),
    (#"Name LIKE '\%'"#, false), ("Name = 'It\\'s'", false), ("AnnualRevenue >= 1000000.0", true),
    ("Id = '001gK0000000000'", true), ("Id IN ('001gK0000000000QAA', '001gK0000000001QAA')", true),
    ("BillingCity = '東京'", true), ("Description = null", nil),
  ])
  func accountsAreFound(_ condition: String, _ isAny: Bool?) throws {
    guard let isAny else {
      #expect(throws: SOQLError.self) { try Self.count(condition, "Account") }
      return
    }
    #expect((try Self.count(condition, "Account") > 0) == isAny)
  }

  @Test func anOrderHoldsForEveryColumnAndForWhatIsEmpty() throws {
    let names = try Self.values(
      "SELECT Account.Name, CaseNumber FROM Case ORDER BY Account.Name DESC NULLS LAST, CaseNumber DESC")
    let texts = names.map { $0[0] }
    #expect(texts.drop { $0 != .null }.allSatisfy { $0 == .null })
    let present = texts.prefix { $0 != .null }
    #expect(zip(present, present.dropFirst()).allSatisfy { !$0.precedes($1) })
    #expect(try Self.values("SELECT Type FROM Case ORDER BY Type LIMIT 1") == [[.null]])
  }

  @Test(arguments: [
    ("LIMIT 3", ["00001001", "00001002", "00001003"]), ("LIMIT 2 OFFSET 398", ["00001399", "00001400"]),
    ("OFFSET 399", ["00001400"]), ("LIMIT 0", []), ("OFFSET 500", []),
    ("WHERE CaseNumber > '00001397' ORDER BY CaseNumber DESC LIMIT 2 OFFSET 1", ["00001399", "00001398"]),
  ])
  func limitAndOffsetCut(_ rest: String, _ numbers: [String]) throws {
    let values = try Self.values("SELECT CaseNumber FROM Case \(rest)")
    #expect(values == numbers.map { [.text($0)] })
  }

  @Test(arguments: [
    ("SELECT Id FORM Case", "MALFORMED_QUERY", "unexpected token: 'FORM'"),
    ("SELECT Id FROM Case WHERE", "MALFORMED_QUERY", "unexpected token: '<EOF>'"),
    ("SELECT Id FROM Case WHERE IsClosed = true AND Type = 'a' OR Type = 'b'", "MALFORMED_QUERY", "'OR'"),
    ("SELECT Id FROM Case WHERE Subject = 'open", "MALFORMED_QUERY", "<EOF>"),
    ("SELECT Id FROM Case WHERE Subject # 1", "MALFORMED_QUERY", "'#'"),
    ("SELECT Status, COUNT(Id) FROM Case GROUP BY Status", "MALFORMED_QUERY", "'Id'"),
    ("SELECT Id, Id FROM Case", "MALFORMED_QUERY", "duplicate field selected: Id"),
    ("SELECT COUNT() FROM Case ORDER BY Id", "MALFORMED_QUERY", "ORDER BY"),
    ("SELECT FIELDS(ALL) FROM Case", "MALFORMED_QUERY", "LIMIT of at most 200"),
    ("SELECT Subjct FROM Case", "INVALID_FIELD", "No such column 'Subjct' on entity 'Case'"),
    ("SELECT Account.Nam FROM Case", "INVALID_FIELD", "No such column 'Nam' on entity 'Account'"),
    ("SELECT Acount.Name FROM Case", "INVALID_FIELD", "Didn't understand relationship 'Acount'"),
    ("SELECT Id FROM Case WHERE Nr = 1", "INVALID_FIELD", "No such column 'Nr'"),
    ("SELECT Id FROM Case WHERE IsClosed = 'true'", "INVALID_FIELD", "should not be enclosed in quotes"),
    ("SELECT Id FROM Case WHERE Subject = 5", "INVALID_FIELD", "should be enclosed in quotes"),
    ("SELECT Id FROM Case WHERE Description LIKE 'a%'", "INVALID_FIELD", "can not be filtered"),
    ("SELECT Id FROM Case ORDER BY Description", "INVALID_FIELD", "can not be sorted"),
    ("SELECT Id FROM Cases", "INVALID_TYPE", "sObject type 'Cases' is not supported"),
    ("SELECT Id FROM Case OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "2000"),
  ])
  func whatIsWrongIsNamed(_ text: String, _ code: String, _ words: String) {
    do throws(SOQLError) {
      _ = try Self.query(text)
      Issue.record("it was understood: \(text)")
    } catch {
      #expect(error.code == code && error.message.contains(words), "\(error.code) \(error.message)")
    }
  }

  @Test(arguments: [("(", "("), ("NOT (", "NOT"), ("((a = 1 OR ", "(")])
  func parenthesesMayNotBeNestedWithoutEnd(_ opening: String, _ token: String) {
    let text = "SELECT Id FROM Case WHERE " + String(repeating: opening, count: 30_000)
    do throws(SOQLError) {
      _ = try Self.query(text)
      Issue.record("it was understood")
    } catch {
      #expect(error.code == "MALFORMED_QUERY" && error.message.hasSuffix("\nunexpected token: '\(token)'"))
    }
  }

  @Test func parenthesesMayBeNested() throws {
    let (opening, closing) = (String(repeating: "(", count: 100), String(repeating: ")", count: 100))
    #expect(try Self.count("\(opening)IsClosed = true\(closing)") == Self.count("IsClosed = true"))
  }

  @Test func thePlaceOfAMistakeIsMarked() {
    #expect(
      SOQLError.marked("unexpected token: 'FORM'", in: "SELECT Id\n  FORM Case", at: 12) == """

          FORM Case
          ^
        ERROR at Row:2:Column:3
        unexpected token: 'FORM'
        """)
  }

  @Test(arguments: [
    ("TODAY", 0, 1), ("YESTERDAY", -1, 0), ("TOMORROW", 1, 2), ("last_n_days:3", -3, 1),
    ("NEXT_N_DAYS:2", 1, 3), ("N_DAYS_AGO:5", -5, -4), ("THIS_MONTH", -8, 23), ("LAST_MONTH", -38, -8),
    ("THIS_QUARTER", -8, 84), ("THIS_YEAR", -281, 84), ("LAST_YEAR", -647, -281),
  ])
  func literalsAreStretchesOfDays(_ word: String, _ first: Int, _ end: Int) throws {
    // 9 October 2025.
    let today = 1_759_968_000
    let span = try #require(SOQLTimeSpan(word, now: Self.now))
    #expect((span.start - today) / 86_400 == first && (span.end - today) / 86_400 == end)
  }
}
