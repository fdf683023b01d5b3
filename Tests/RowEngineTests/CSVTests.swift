import RowEngine
import Testing
import Wire

/// Records of CSV, wherever the input is cut.
struct CSVTests {
  @Test(
    arguments: [
      ("", []),
      ("a,b", []),
      ("a,b\r\n1,2\r\n", [.record(["a": "1", "b": "2"])]),
      ("\u{FEFF}a,b\n1,2", [.record(["a": "1", "b": "2"])]),
      ("a,b\n,\n", [.record(["a": "", "b": ""])]),
      ("a,b\n1,", [.record(["a": "1", "b": ""])]),
      ("a,b\n1,x\r", [.record(["a": "1", "b": "x"])]),
      ("a,b\n 1 , 2\n", [.record(["a": " 1 ", "b": " 2"])]),
      ("a\n\"\"\n", [.record(["a": ""])]),
      ("a\n\"x\"", [.record(["a": "x"])]),
      ("a\n\"x\"\r", [.record(["a": "x"])]),
      ("a\n\"x\"\r\n\"y\"\n", [.record(["a": "x"]), .record(["a": "y"])]),
      (
        "\"a\",\"b \"\"c\"\"\"\n\"1,\r\n2\n\",\"say \"\"hi\"\"\"\n",
        [.record(["a": "1,\r\n2\n", "b \"c\"": "say \"hi\""])]
      ),
      ("a\n\"\"\"\"\n", [.record(["a": "\""])]),
      ("a\nGrüße 水\n", [.record(["a": "Grüße 水"])]),
      ("a,b\n\n1,2\n", [.unusable(.empty), .record(["a": "1", "b": "2"])]),
      (
        "a,b\n1\n1,2,3\n1,2",
        [
          .unusable(.wrongNumberOfFields(expected: 2, found: 1)),
          .unusable(.wrongNumberOfFields(expected: 2, found: 3)), .record(["a": "1", "b": "2"]),
        ]
      ),
    ] as [(String, [Row.Content])])
  func readsRecords(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .csv, expected)
  }

  @Test(
    arguments: [
      // Text behind a closing quote, with the closing quote's entry.
      ("a,b\n\"1\"x,2\n3,4\n", [.unusable(.misplacedQuote(byte: 2)), .record(["a": "3", "b": "4"])]),
      ("a,b\n\"1\"\rx,2\n3,4\n", [.unusable(.misplacedQuote(byte: 2)), .record(["a": "3", "b": "4"])]),
      ("a,b\n1,\"2\" \"3\n3,4\n", [.unusable(.misplacedQuote(byte: 4)), .record(["a": "3", "b": "4"])]),
      // A quote in the middle of a field.
      ("a,b\n5\" pipe,2\n3,4\n", [.unusable(.misplacedQuote(byte: 1)), .record(["a": "3", "b": "4"])]),
      // A quote that nobody closes takes the rest of the input.
      ("a,b\n1,\"2\n3,4\n", [.unusable(.misplacedQuote(byte: 2))]),
      ("a,b\n1,\"", [.unusable(.misplacedQuote(byte: 2))]),
    ] as [(String, [Row.Content])])
  func refusesRaggedQuotes(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .csv, expected)
  }

  @Test(
    arguments: [
      ("a,b\n12345,\n1234,\n", [.unusable(.tooLong(limit: 5)), .record(["a": "1234", "b": ""])]),
      (
        "a,b\n\"1234567890\n1234567890\",\"12345\"\"67890\"\n1,2\n",
        [.unusable(.tooLong(limit: 5)), .record(["a": "1", "b": "2"])]
      ),
      ("a,b\n\"1234567890\"x\"\n1,2\n", [.unusable(.tooLong(limit: 5)), .record(["a": "1", "b": "2"])]),
      ("a,b\n1,123456789\r\n1,2\r\n", [.unusable(.tooLong(limit: 5)), .record(["a": "1", "b": "2"])]),
      ("a,b\n1,\"23456789", [.unusable(.tooLong(limit: 5))]),
      ("a,b\n1,\"23456789\"", [.unusable(.tooLong(limit: 5))]),
      ("a,b\n1,\"23456789\"\r", [.unusable(.tooLong(limit: 5))]),
      ("a,b\n1,2,3,4,5,", [.unusable(.tooLong(limit: 5))]),
    ] as [(String, [Row.Content])])
  func refusesRecordsThatAreTooLong(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .csv, longestRow: 5, expected)
  }

  @Test func aFieldThatIsNoTextIsRefusedToTheByteOfItsRow() throws {
    try expectRows(
      of: Array("a,b\n1,\"\"\"2".utf8) + [0xFF] + Array("\"\n3,4".utf8), .csv,
      [.unusable(.notUTF8(byte: 6)), .record(["a": "3", "b": "4"])])
  }

  @Test(
    arguments: [
      ("\n1,2\n", .missingHeader),
      ("\r\n", .missingHeader),
      ("a,b,a\n", .duplicateField("a")),
      ("\"a\"b\n", .unusableHeader(.misplacedQuote(byte: 2))),
    ] as [(String, RowInputFailure)])
  func aHeaderMustNameTheFields(_ input: String, _ expected: RowInputFailure) {
    for blocks in cuts(of: Array(input.utf8)) {
      #expect(throws: expected) { try rows(in: blocks, .csv) }
    }
  }

  private static let asked = AskedFields(required: [["text", "body"]], optional: ["id"])

  @Test(
    arguments: [
      (",text,,x,x\n1,a,2,3,4\n", ["text": "a", "x": "3"]),
      ("id,text,\n1,a,\n", ["id": "1", "text": "a"]),
      ("x,body,x\n1,a,2\n", ["x": "1", "body": "a"]),
    ] as [(String, JSONObject)])
  func columnsThatNobodyAsksForMayHaveNoNameOfTheirOwn(_ input: String, _ record: JSONObject) throws {
    for blocks in cuts(of: Array(input.utf8)) {
      let read = try rows(in: blocks, .csv, fields: Self.asked).map(\.content)
      #expect(read == [.record(record)])
    }
  }

  @Test(
    arguments: [
      ("text,id,text\n", .duplicateField("text")), ("id,text,id\n", .duplicateField("id")),
      ("text,id,body,body\n", .duplicateField("body")),
      ("id,title\n1,a\n", .missingField(["text", "body"], found: ["id", "title"])),
      ("Text\n", .missingField(["text", "body"], found: ["Text"])),
      // What divides the header divides no record so, or several do.
      ("id;text\n1,a\n", .otherDelimiter(";")), ("id\ttext\n1\n", .otherDelimiter("\t")),
      ("id;x|y\n1;2|3\n", .otherDelimiter(";")), ("id|text;x\n", .otherDelimiter(";")),
      ("id;title\n1;a\n", .missingField(["text", "body"], found: ["id", "title"])),
    ] as [(String, RowInputFailure)])
  func columnsThatAreAskedForMustBeThereOnce(_ input: String, _ expected: RowInputFailure) {
    for blocks in cuts(of: Array(input.utf8)) {
      #expect(throws: expected) { try rows(in: blocks, .csv, fields: Self.asked) }
    }
  }

  @Test(arguments: [
    ("id;text\n1;a, b\n", "a, b"), ("id|text\n1|a;b\n", "a;b"), ("id\ttext\n1\ta\n", "a"),
    ("\"id\";\"text\"\r\n\r\n1;\"a;b\"\"c\"\r\n", "a;b\"c"), ("\"a, b\";id;text\n;1;x\n", "x"),
    ("\u{FEFF}id;text;\n1;\"two\nlines\";\n", "two\nlines"), ("id;a|b;text\n1;2|3;x\n", "x"),
    ("id|x;y|text\n1|2;3|x\n", "x"),
    ("id,text;x,text\n1,2;3,x\n", "x"),
  ])
  func whatDividesTheHeaderIsFoundInIt(_ input: String, _ text: String) throws {
    for blocks in cuts(of: Array(input.utf8)) {
      let read = try rows(in: blocks, .csv, fields: AskedFields(required: [["text"]], optional: ["id"]))
      let records = read.compactMap { if case .record(let record) = $0.content { record } else { nil } }
      #expect(records.map { [$0["id"], $0["text"]] } == [["1", .string(text)]])
    }
  }

  /// A header that is asked for as it is, and one that nothing divides.
  @Test(arguments: [("a;b", "a;b\nx;y\n", "x;y"), ("a|b", "a|b\nx\n", "x"), ("text", "text\na;b\n", "a;b")])
  func aSingleColumnStaysOne(_ name: String, _ input: String, _ text: String) throws {
    for blocks in cuts(of: Array(input.utf8)) {
      let read = try rows(in: blocks, .csv, fields: AskedFields(required: [[name]], optional: []))
      #expect(read.map(\.content) == [.record([name: .string(text)])])
    }
  }

  @Test(
    arguments: [
      // A header alone, one record and two that do not agree are no table.
      ("Review; notes\n", nil), ("Review; notes\nGood; fast\n", nil),
      ("Review; notes\nGood; fast\nBad\n", nil),
      ("a;b\n1;2\n\n", nil), ("a;b\n1;2\n3;4\n", ";"), ("a\tb\n1\t2\n\n3\t4", "\t"), ("a,b\n1,2\n3,4\n", nil),
    ] as [(String, Character?)])
  func whereNothingIsAskedForMoreRecordsMustAgreeAndWhatIsFoundIsTold(_ input: String, _ found: Character?)
    throws
  {
    for blocks in cuts(of: Array(input.utf8)) {
      var rest = blocks
      var told: [Character] = []
      var reader = RowReader(
        .csv, read: { rest.isEmpty ? [] : rest.removeFirst() }, onGuess: { told.append($0) })
      var widths: Set<Int> = []
      while let row = try reader.next() {
        if case .record(let record) = row.content { widths.insert(record.members.count) }
      }
      #expect(told == [found].compactMap { $0 })
      #expect(widths.isSubset(of: [input.contains(",") || found != nil ? 2 : 1]))
    }
  }

  @Test func whatLiesBeyondTheLookaheadConfirmsNothing() throws {
    let long = String(repeating: "x", count: 2 * RowReader.lookahead)
    let input = Array("Review; notes\nGood; fast\n\(long);a\n".utf8)
    let blocks = stride(from: 0, to: input.count, by: 64 << 10).map {
      Array(input[$0..<min(input.count, $0 + 64 << 10)])
    }
    let read = try rows(in: blocks, .csv, longestRow: 4 << 20)
    #expect(read.first?.content == .record(["Review; notes": "Good; fast"]))
  }

  @Test(arguments: [
    (RowFormat.tsv, "id\ttext\n1\t\"a\tb, c\"\n", "a\tb, c"),
    (.table(delimiter: 0x3B), "id;text\n1;a,b\n", "a,b"),
    (.table(delimiter: 0x7C), "id|text\r\n1|\"a|\"\"b\"\r\n", "a|\"b"),
  ])
  func fieldsMayHaveAnotherCharacterBetweenThem(_ format: RowFormat, _ input: String, _ text: String) throws {
    try expectRows(of: Array(input.utf8), format, [.record(["id": "1", "text": .string(text)])])
  }
}
