import Testing
import Wire

/// What is shown of a body that is not what it should be.
struct ExcerptTests {
  @Test(arguments: [
    ("upstream  timed\n out ", "upstream timed out"), ("", nil), (" \r\n\t", nil),
    ("<html><head><title> 502 Bad\n Gateway </title></head><body>x</body></html>", "502 Bad Gateway"),
    ("<p>no title</p>", "<p>no title</p>"), ("<title>unfinished", "<title>unfinished"),
  ])
  func takesTheFirstWords(_ body: String, _ words: String?) {
    #expect(excerpt(of: Array(body.utf8)) == words)
  }

  @Test func cutsWhatIsLong() {
    let words = excerpt(of: [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000))
    #expect(words == String(repeating: "x", count: 200) + "…")
  }

  @Test func showsBytesThatAreNoText() {
    #expect(excerpt(of: [0x61, 0xFF]) == "a\u{FFFD}")
  }
}
