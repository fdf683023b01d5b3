import Testing
import Wire

/// Escapes, and what becomes of them.
struct JSONStringTests {
  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u00E9""#, "Aéé"),
    (#""\u0000""#, "\u{0}"),
    (#""\u001f\u007F""#, "\u{1F}\u{7F}"),
    (#""\uFFFD\uE000""#, "\u{FFFD}\u{E000}"),
    (#""\uD83D\uDC4D""#, "👍"),
    (#""\ud834\udd1e""#, "𝄞"),
    (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
    (#""漢\u5b57é""#, "漢字é"),
    (#""\\u0041""#, #"\u0041"#),
    (#""a\\""#, #"a\"#),
  ])
  func reads(_ text: String, as string: String) throws {
    #expect(try JSONValue(decoding: text) == .string(string))
  }

  @Test(arguments: [
    (#""\uD800""#, "\u{FFFD}"),
    (#""\uDC00""#, "\u{FFFD}"),
    (#""\uD800x""#, "\u{FFFD}x"),
    (#""\uD800\n""#, "\u{FFFD}\n"),
    (#""\uD800\u0041""#, "\u{FFFD}A"),
    (#""\uD800\uD800\uDC00""#, "\u{FFFD}\u{10000}"),
    (#""\uDC00\uD800""#, "\u{FFFD}\u{FFFD}"),
  ])
  func putsAReplacementInPlaceOfHalfAPair(_ text: String, _ string: String) throws {
    #expect(try JSONValue(decoding: text) == .string(string))
  }

  @Test func doesNotNormalizeWhatItReads() throws {
    let decomposed = "e\u{301}"
    let read = try #require(try JSONValue(decoding: "\"\(decomposed)\"").string)
    #expect(Array(read.unicodeScalars) == Array(decomposed.unicodeScalars))
  }

  @Test(arguments: [
    ("plain", #""plain""#),
    ("\"\\/", #""\"\\/""#),
    ("\n\r\t\u{8}\u{C}\u{0}\u{1F}", #""\n\r\t\u0008\u000c\u0000\u001f""#),
    ("é漢👍\u{7F}\u{2028}", "\"é漢👍\u{7F}\u{2028}\""),
    ("", #""""#),
  ])
  func writes(_ string: String, as text: String) {
    #expect(JSONValue.string(string).text == text)
  }

  @Test func readsBackEveryScalarItWrites() throws {
    let scalars = (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
    let all = String(String.UnicodeScalarView(scalars))
    let read = try JSONValue(decoding: JSONValue.string(all).bytes).string
    #expect(read.map { Array($0.utf8) } == Array(all.utf8))
  }
}
