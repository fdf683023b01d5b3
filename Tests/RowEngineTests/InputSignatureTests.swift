import RowEngine
import Testing
import Wire

/// What would be read as garbage is refused before a row of it is.
struct InputSignatureTests {
  private static let formats: [RowFormat] = [.lines, .nullSeparated, .whole, .jsonl, .json, .csv]

  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], .compressed(.gzip)), ([0x28, 0xB5, 0x2F, 0xFD, 4], .compressed(.zstd)),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0], .compressed(.xz)),
      (Array("BZh91AY&SYx".utf8), .compressed(.bzip2)),
      (Array("PK\u{3}\u{4}x".utf8), .compressed(.zip)),
      ([0x93] + Array("NUMPY".utf8), .binary("a NumPy array")),
      (Array("PAR1\u{15}".utf8), .binary("a Parquet file")),
      (Array("%PDF-1.7".utf8), .binary("a PDF document")),
      ([0xFF, 0xFE, 0x61, 0], .notUTF8("UTF-16")), ([0xFE, 0xFF, 0, 0x61], .notUTF8("UTF-16")),
    ] as [([UInt8], RowInputFailure)], formats)
  func whatIsNoTextIsNamed(_ input: ([UInt8], RowInputFailure), _ format: RowFormat) {
    for blocks in cuts(of: input.0) {
      #expect(throws: input.1, "\(format), cut as \(blocks.map(\.count))") { try rows(in: blocks, format) }
    }
  }

  @Test(
    arguments: ["one\ntwo\n", "id,text\n1,a\n", "{\"text\":\"a\"}\n", "при\nвет\n", "日本\n語\n"],
    [RowFormat.lines, .whole, .jsonl, .csv])
  func sixteenBitsWithoutAMarkAreNamed(_ text: String, _ format: RowFormat) {
    let little = Array(text.utf16).flatMap { (unit: UInt16) -> [UInt8] in
      [UInt8(unit & 255), UInt8(unit >> 8)]
    }
    let big = Array(text.utf16).flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 255)] }
    for bytes in [little, big] {
      #expect(throws: RowInputFailure.notUTF8("UTF-16")) { try rows(of: bytes, format) }
    }
  }

  @Test func thirtyTwoBitsAreNamed() {
    let bytes = Array("one\n".utf8).flatMap { (byte: UInt8) -> [UInt8] in [byte, 0, 0, 0] }
    #expect(throws: RowInputFailure.notUTF8("UTF-32")) { try rows(of: bytes, .lines) }
  }

  @Test(arguments: [
    "P", "PK", "PK is no archive", "B", "BZh is no archive", "%PDF is a format", "PAR1 is no file", "a\u{0}b",
    "é",
    "[INFO] started", "[1] a footnote", "{x} is a set", "{\"a\":1", "\u{1}",
  ])
  func whatOnlyBeginsSoIsAText(_ text: String) throws {
    for blocks in cuts(of: Array(text.utf8)) {
      #expect(try rows(in: blocks, .lines, isAssumed: true).map(\.content) == [.text(text)])
    }
  }

  @Test func textsOfOneLetterAreNoSixteenBits() throws {
    #expect(
      try rows(of: Array("a\u{0}b\u{0}c\u{0}".utf8), .nullSeparated).map(\.content) == [
        .text("a"), .text("b"), .text("c"),
      ])
  }

  @Test(
    arguments: [
      ("[{\"text\":\"a\"}]", .jsonArray), (" [\n  {\n", .jsonArray), ("[\"a\", \"b\"]", .jsonArray),
      ("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", .jsonLines), ("{\"a\":{}}\r\n", .jsonLines),
    ] as [(String, RowInputFailure)])
  func linesThatNobodyAskedForAreNoJSON(_ input: String, _ expected: RowInputFailure) throws {
    #expect(throws: expected) { try rows(in: [Array(input.utf8)], .lines, isAssumed: true) }
    #expect(try rows(in: [Array(input.utf8)], .lines).isEmpty == false)
  }

  private static let asked = AskedFields(required: [["text"], ["id", "name"]], optional: [])

  @Test(arguments: [RowFormat.jsonl, .json])
  func aFieldThatNoRowHasIsNamedOnce(_ format: RowFormat) {
    let objects = ["{\"text\":\"a\"}", "{\"text\":\"b\",\"x\":1}"]
    let input = format == .json ? "[\(objects.joined(separator: ","))]" : objects.joined(separator: "\n")
    #expect(throws: RowInputFailure.missingField(["id", "name"], found: ["text"])) {
      try rows(in: [Array(input.utf8)], format, fields: Self.asked)
    }
  }

  @Test(arguments: [RowFormat.jsonl, .json])
  func aFieldThatSomeRowsLackIsLookedForInEach(_ format: RowFormat) throws {
    let objects = ["{\"x\":1}", "{\"text\":\"b\",\"name\":1}", "{\"x\":2}"]
    let input = format == .json ? "[\(objects.joined(separator: ","))]" : objects.joined(separator: "\n")
    let expected: [Row.Content] = [.record(["x": 1]), .record(["text": "b", "name": 1]), .record(["x": 2])]
    for blocks in cuts(of: Array(input.utf8)) {
      let read = try rows(in: blocks, format, fields: Self.asked)
      #expect(read.map(\.content) == expected)
      #expect(read.map(\.number) == [1, 2, 3])
    }
  }

  /// Rows that were read ahead count as consumed only when they are handed out.
  @Test func lookingAheadMovesNoCheckpoint() throws {
    let lines = ["{\"x\":1}\n", "{\"text\":\"b\",\"id\":1}\n", "{}\n"].map { Array($0.utf8) }
    var rest = lines
    var reader = RowReader(.jsonl, fields: Self.asked) { rest.isEmpty ? [] : rest.removeFirst() }
    var consumed: [Int] = []
    while try reader.next() != nil { consumed.append(reader.mark.bytes) }
    #expect(consumed == [lines[0].count, lines[0].count + lines[1].count, lines.joined().count])
  }
}
