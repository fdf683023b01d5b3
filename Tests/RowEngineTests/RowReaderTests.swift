import RowEngine
import TestSupport
import Testing
import Wire

/// What each input is read as, wherever it is cut.
struct RowReaderTests {
  @Test(
    arguments: [
      ("", []),
      ("\u{FEFF}", []),
      ("a", [.text("a")]),
      ("a\n", [.text("a")]),
      ("\n", [.unusable(.empty)]),
      ("a\n\n", [.text("a"), .unusable(.empty)]),
      ("\u{FEFF}a\nb", [.text("a"), .text("b")]),
      ("a\n\u{FEFF}b", [.text("a"), .text("\u{FEFF}b")]),
      ("a\r\n\r\nb\r", [.text("a"), .unusable(.empty), .text("b")]),
      ("a\rb\n\r\r\n", [.text("a\rb"), .text("\r")]),
      ("Grüße\n水\n", [.text("Grüße"), .text("水")]),
      ("12345678\n", [.text("12345678")]),
      ("12345678\r\n", [.text("12345678")]),
      ("123456789\nb", [.unusable(.tooLong(limit: 8)), .text("b")]),
      ("123456789012345678901\r\n\nb", [.unusable(.tooLong(limit: 8)), .unusable(.empty), .text("b")]),
      ("a\n123456789", [.text("a"), .unusable(.tooLong(limit: 8))]),
      ("a\n12345678901234567890", [.text("a"), .unusable(.tooLong(limit: 8))]),
    ] as [(String, [Row.Content])])
  func readsLines(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .lines, longestRow: 8, expected)
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x62, 0xFF, 0x0A, 0x63], [.text("a"), .unusable(.notUTF8(byte: 1)), .text("c")]),
      // A character that is cut off, as the last byte of a line and of the input.
      (
        [0x61, 0xC3, 0x0A, 0x61, 0x62, 0xE6, 0xB0],
        [.unusable(.notUTF8(byte: 1)), .unusable(.notUTF8(byte: 2))]
      ),
      // A mark that is none, and half a one.
      ([0xEF, 0xBB, 0x0A, 0x61], [.unusable(.notUTF8(byte: 0)), .text("a")]),
      ([0xEF, 0xBB], [.unusable(.notUTF8(byte: 0))]),
    ] as [([UInt8], [Row.Content])])
  func refusesBytesThatAreNoText(_ input: [UInt8], as expected: [Row.Content]) throws {
    try expectRows(of: input, .lines, expected)
  }

  @Test(
    arguments: [
      ("", []),
      ("a", [.text("a")]),
      ("a\r\n\0b\n\0", [.text("a\r\n"), .text("b\n")]),
      ("\u{FEFF}a\0\0b", [.text("a"), .unusable(.empty), .text("b")]),
      ("a\r\0", [.text("a\r")]),
    ] as [(String, [Row.Content])])
  func readsNullSeparatedTexts(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .nullSeparated, expected)
  }

  @Test(
    arguments: [
      ("", []),
      ("\u{FEFF}", []),
      ("\u{FEFF}a\r\nb\n\0", [.text("a\r\nb\n\0")]),
      ("12345678", [.text("12345678")]),
      ("123456789", [.unusable(.tooLong(limit: 8))]),
      ("123456789\n123456789\n", [.unusable(.tooLong(limit: 8))]),
    ] as [(String, [Row.Content])])
  func readsTheWholeInputAsOneText(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .whole, longestRow: 8, expected)
  }

  @Test(
    arguments: [
      ("", []),
      (#"{"id":"x","n":2.50}"#, [.record(["id": "x", "n": .number("2.50")])]),
      ("\u{FEFF}{}\r\n {\"a\":[1]} \n", [.record([:]), .record(["a": [1]])]),
      ("{}\n\n{}", [.record([:]), .unusable(.empty), .record([:])]),
      ("[]\n\"a\"\n7", [.unusable(.notAnObject), .unusable(.notAnObject), .unusable(.notAnObject)]),
      ("{\"a\":}\n{}", [.unusable(.notJSON(JSONError(.unexpected(0x7D), at: 5))), .record([:])]),
      ("{\"a\":1", [.unusable(.notJSON(JSONError(.unexpectedEnd, at: 6)))]),
      ("{} {}\n", [.unusable(.notJSON(JSONError(.trailingBytes, at: 3)))]),
      ("  \n", [.unusable(.notJSON(JSONError(.unexpectedEnd, at: 2)))]),
      ("{\"a\":\"1234567890123456\"}\n{}", [.unusable(.tooLong(limit: 20)), .record([:])]),
    ] as [(String, [Row.Content])])
  func readsJSONLines(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .jsonl, longestRow: 20, expected)
  }

  @Test func anObjectWithBytesThatAreNoTextIsRefusedToTheByte() throws {
    try expectRows(
      of: Array(#"{"a":"b"#.utf8) + [0xFF] + Array("\"}\n{}".utf8), .jsonl,
      [.unusable(.notUTF8(byte: 7)), .record([:])])
  }

  @Test func rowsAreNumberedFromOne() throws {
    #expect(try rows(of: Array("a\n\nb".utf8), .lines).map(\.number) == [1, 2, 3])
    #expect(try rows(of: Array("x\na\nb".utf8), .csv).map(\.number) == [1, 2])
  }

  @Test func nothingIsReadBehindTheEnd() throws {
    var blocks: [[UInt8]] = [Array("a".utf8), []]
    var reader = RowReader(.lines) { blocks.removeFirst() }
    #expect(try reader.next()?.content == .text("a"))
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test func aRowIsHandedOutBeforeTheNextOneIsRead() throws {
    var blocks: [[UInt8]] = [Array("a\nb".utf8)]
    var reader = RowReader(.lines) { blocks.removeFirst() }
    #expect(try reader.next()?.content == .text("a"))
  }

  @Test(arguments: [RowFormat.lines, .nullSeparated, .whole, .jsonl, .csv])
  func aRowWithoutEndTakesNoMoreMemoryThanARowMayHave(_ format: RowFormat) throws {
    var blocks = 0
    var reader = RowReader(format, longestRow: 1000) {
      blocks += 1
      return blocks <= 100_000 ? Array(repeating: UInt8(ascii: "x"), count: 100) : []
    }
    if format == .csv {
      #expect(throws: RowInputFailure.unusableHeader(.tooLong(limit: 1000))) { try reader.next() }
    } else {
      #expect(try reader.next()?.content == .unusable(.tooLong(limit: 1000)))
    }
    #expect(try reader.next() == nil)
    #expect(reader.mark.bytes == 10_000_000)
  }

  @Test(
    arguments: [
      ("corpus.txt", nil), ("a.jsonl", .jsonl), ("A.JSONL", .jsonl), ("b.ndjson", .jsonl), ("c.csv", .csv),
      ("d.json", .json), ("e.tsv", .tsv),
      ("csv", nil), ("-", nil), ("jsonl.d/x", nil),
    ] as [(String, RowFormat?)])
  func aFilesNameMayTellItsFormat(_ name: String, _ expected: RowFormat?) {
    #expect(RowFormat(ofFileNamed: name) == expected)
  }

  @Test(arguments: [RowFormat.lines, .nullSeparated, .whole, .jsonl, .csv])
  func whereAnInputIsCutMakesNoDifference(_ format: RowFormat) throws {
    var random = SplitMix64(seed: 7)
    let alphabet: [[UInt8]] = ["a", ",", "\"", "\"", "\n", "\r\n", "\0", "{}", "\u{FEFF}", "ä", "\r"].map {
      Array($0.utf8)
    }
    for _ in 0..<400 {
      let soup = (0..<Int.random(in: 1...40, using: &random)).flatMap { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      // An innocent first line, which tells that the input is text.
      let input = Array((format == .csv ? "x,y\n" : "begin\n").utf8) + soup
      let expected = try rows(in: [input], format, longestRow: 9)
      #expect(try rows(in: input.map { [$0] }, format, longestRow: 9) == expected, "\(input)")
    }
  }
}
