import Digest
import RowEngine
import Testing

/// What a reader remembers of what it has consumed.
struct InputMarkTests {
  @Test(
    arguments: [
      ("\u{FEFF}a\r\nbc\n\nd", .lines, [6, 9, 10, 11, 11]),
      ("a\0b\0", .nullSeparated, [2, 4, 4]),
      ("abc", .whole, [3, 3]),
      ("{}\n[]\n", .jsonl, [3, 6, 6]),
      ("a,b\n1,2\n\"\n\",\n", .csv, [8, 13, 13]),
    ] as [(String, RowFormat, [Int])])
  func theMarkIsTheEndOfTheLastRow(_ text: String, _ format: RowFormat, _ ends: [Int]) throws {
    let input = Array(text.utf8)
    for blocks in cuts(of: input) {
      var rest = blocks
      var reader = RowReader(format) { rest.isEmpty ? [] : rest.removeFirst() }
      for end in ends {
        _ = try reader.next()
        let expected = InputCheckpoint(bytes: end, digest: SHA256.digest(of: Array(input[..<end])))
        #expect(reader.mark == expected)
        #expect(reader.mark == expected, "asked twice")
      }
    }
  }

  @Test func aMarkThatIsAskedForOnlyAtTheEndIsTheSame() throws {
    let input = Array(repeating: Array("some text\n".utf8), count: 100).flatMap { $0 }
    var rest = input[...]
    var reader = RowReader(.lines) {
      defer { rest = rest.dropFirst(7) }
      return Array(rest.prefix(7))
    }
    while try reader.next() != nil {}
    #expect(reader.mark == InputCheckpoint(bytes: 1000, digest: SHA256.digest(of: Array(input))))
  }
}
