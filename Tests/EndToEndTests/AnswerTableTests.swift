import FoundationEssentials
import Testing

/// A table of cases becomes a table of answers that whoever loads it reads as it was meant.
@Suite struct AnswerTableTests {
  private static let cases = #"""
    Id,Subject,Owner
    500A000001,"Printer, 2nd floor",Ann
    500A000002,"Says ""no""",
    500A000003,"two
    lines", Bob\#u{20}
    500A000004,日本語,Ünal
    500A000005,,#N/A

    """#

  private static let schema =
    #"{"type":"object","properties":{"Priority__c":{"enum":["High","Low"]},"Notes__c":{"type":"string"}}}"#

  /// `--columns` gives rows that `sf data upsert bulk` takes: a header, one form of line end, as many fields in each
  /// record, quotes where they must be.
  ///
  /// Source: Bulk API 2.0 Developer Guide, "Prepare CSV Files"
  private static func strictRecords(_ text: String) throws -> [[String]] {
    var records: [[String]] = [[]]
    var rest = Substring(text)
    #expect(!text.contains("\r") && text.hasSuffix("\n"))
    while !rest.isEmpty {
      var field = ""
      if rest.first == "\"" {
        rest = rest.dropFirst()
        while let quote = rest.firstIndex(of: "\"") {
          field += rest[..<quote]
          rest = rest[rest.index(after: quote)...]
          guard rest.first == "\"" else { break }
          field += "\""
          rest = rest.dropFirst()
        }
      } else {
        let plain = rest.prefix { $0 != "," && $0 != "\n" }
        #expect(!plain.contains("\"") && !plain.hasPrefix(" ") && !plain.hasSuffix(" "))
        field = String(plain)
        rest = rest.dropFirst(plain.count)
      }
      records[records.count - 1].append(field)
      let end = try #require(rest.first)
      #expect(end == "," || end == "\n")
      rest = rest.dropFirst()
      if end == "\n", !rest.isEmpty { records.append([]) }
    }
    return records
  }

  @Test func whatIsLoadedBackIsWhatWasMeant() async throws {
    let session = try TypedLines()
    try session.home.write(Self.cases, to: "work/cases.csv")
    try session.home.write(Self.schema, to: "work/schema.json")
    let answer = #"[[reply: {"Priority__c":"High","Notes__c":"a \"b\", c\nd"}]]"#
    let lines = [
      "sfmodels generate --emulator -q --from cases.csv --prompt '{{Subject}} \(answer)' --schema schema.json "
        + "--keep-fields Id,Owner --columns -o answers.csv",
      "cat answers.csv",
      #"python3 -c 'import csv,json; print(json.dumps(list(csv.reader(open("answers.csv", newline="")))))'"#,
    ]
    let answers = try await session.run(lines)
    #expect(answers.map(\.exit) == [0, 0, 0], "\(answers)")
    let notes = "a \"b\", c\nd"
    let expected = [
      ["Id", "Owner", "Priority__c", "Notes__c"], ["500A000001", "Ann", "High", notes],
      ["500A000002", "", "High", notes], ["500A000003", " Bob ", "High", notes],
      ["500A000004", "Ünal", "High", notes], ["500A000005", "#N/A", "High", notes],
    ]
    #expect(try Self.strictRecords(answers[1].output) == expected)
    #expect(try JSONDecoder().decode([[String]].self, from: Data(answers[2].output.utf8)) == expected)
  }
}
