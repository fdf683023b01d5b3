import RowEngine
import Testing
import Wire

/// The objects of one JSON array as rows.
struct JSONArrayParserTests {
  @Test(
    arguments: [
      ("[]", []), ("", []), (" \n", []), (" [ ] \n", []),
      ("[{\"a\":1}]", [.record(["a": 1])]),
      (
        "\u{FEFF}[\n  {\"a\": \"],}\\\"\"} ,\n{\"b\":[{},[1]]}\n]\n",
        [.record(["a": "],}\""]), .record(["b": [[:], [1]]])]
      ),
      (
        "[{}, 1, [2], null, {\"a\":2}]",
        [
          .record([:]), .unusable(.notAnObject), .unusable(.notAnObject), .unusable(.notAnObject),
          .record(["a": 2]),
        ]
      ),
    ] as [(String, [Row.Content])])
  func areReadWhereverTheInputIsCut(_ input: String, as expected: [Row.Content]) throws {
    try expectRows(of: Array(input.utf8), .json, expected)
  }

  @Test(
    arguments: [
      ("{}", .notAnArray), ("{\"a\":1}\n{\"a\":2}\n", .notAnArray), ("hello", .notAnArray),
      ("[1,2]", .notAnArray),
      ("[{},]", .notAnArray), ("[{}] x", .notAnArray), ("[{} {}]", .notAnArray), ("[\"a\"]", .notAnArray),
      ("[", .cutOff), ("[{}", .cutOff), ("[{},", .cutOff), ("[{\"a\":\"", .cutOff), ("[{\"a\":[1,2", .cutOff),
    ] as [(String, RowInputFailure)])
  func nothingElseIsOne(_ input: String, _ expected: RowInputFailure) {
    for blocks in cuts(of: Array(input.utf8)) {
      #expect(throws: expected, "\(blocks.map(\.count))") { try rows(in: blocks, .json) }
    }
  }

  @Test func anElementThatIsTooLongIsRefusedAlone() throws {
    let input = "[{\"a\":\"1234567890\"},{\"b\":1}]"
    try expectRows(
      of: Array(input.utf8), .json, longestRow: 12, [.unusable(.tooLong(limit: 12)), .record(["b": 1])])
  }
}
