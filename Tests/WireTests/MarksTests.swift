import Testing
import Wire

/// Texts that take long to compare.
struct MarksTests {
  @Test(arguments: [
    ("", true), (String(repeating: "a", count: 10_000), true),
    (String(repeating: "\u{301}", count: 256), true),
    (String(repeating: "\u{301}", count: 257), false), (String(repeating: "e\u{301}", count: 10_000), true),
    (String(repeating: "\u{301}\u{316}", count: 200), false), (String(repeating: "漢字", count: 10_000), true),
    ("a" + String(repeating: "\u{3099}", count: 300) + "b", false),
    (String(repeating: "\u{1161}", count: 1_000), true), (String(repeating: "\u{1D165}", count: 300), false),
    (String(repeating: "\u{0E48}", count: 255) + "a" + String(repeating: "\u{0E48}", count: 255), true),
  ])
  func aRowOfMarksIsBounded(_ text: String, _ isBounded: Bool) {
    #expect(text.hasBoundedMarks == isBounded)
    let inside: [JSONValue] = [
      .string(text), [.string(text)], ["a": .string(text)], .object([text: 1]),
      [["a": [["b": .string(text)]]]],
    ]
    #expect(inside.map(\.hasBoundedMarks) == inside.map { _ in isBounded })
  }
}
