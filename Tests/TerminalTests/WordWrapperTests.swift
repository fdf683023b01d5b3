import Terminal
import Testing

/// Text on a terminal is broken between words, while it streams, wherever its pieces are cut.
struct WordWrapperTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var width: Int
    var text: String
    var lines: [String]

    init(_ name: String, _ width: Int, _ text: String, _ lines: String...) {
      (self.name, self.width, self.text, self.lines) = (name, width, text, lines)
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case("nothing", 20, "", ""),
    Case("what fits", 20, "to be or not to be", "to be or not to be"),
    Case("a line that is full", 10, "0123 56789", "0123 56789"),
    Case("one column too many", 10, "0123 567890", "0123", "567890"),
    Case("a paragraph", 20, "the quick brown fox jumps over", "the quick brown fox", "jumps over"),
    Case("lines of its own", 20, "one\n\ntwo three\n", "one", "", "two three", ""),
    Case(
      "several blanks", 10, "  a  b   c  d   e\n", "  a  b   c", "d   e", ""),
    Case("blanks at the end", 10, "0123456789  \nx  ", "0123456789", "x  "),
    Case("a word as wide as the line", 10, "ab 0123456789 cd", "ab", "0123456789", "cd"),
    Case("a word that is wider", 10, "ab 0123456789abc d ef ghi", "ab", "0123456789abc d ef", "ghi"),
    Case("a wide word in an item", 12, "- 01234567890 x", "- ", "01234567890", "x"),
    Case(
      "no-break spaces", 10, "see page\u{A0}12 and 5\u{202F}%", "see", "page\u{A0}12", "and 5\u{202F}%"),
    Case(
      "combining marks", 6, "e\u{301}e\u{301} e\u{301}e\u{301}e\u{301} x",
      "e\u{301}e\u{301} e\u{301}e\u{301}e\u{301}", "x"),
    Case("wide characters", 10, "漢字かな交じり文です", "漢字かな交", "じり文です"),
    Case("punctuation begins no line", 10, "漢字かな交、じり文", "漢字かな", "交、じり文"),
    Case("brackets end no line", 11, "漢字かな（交）じり", "漢字かな", "（交）じり"),
    Case("words among them", 10, "漢字 for 漢字 abcdef字", "漢字 for", "漢字", "abcdef字"),
    Case("Hangul has words", 10, "한국어 텍스트를 줄", "한국어", "텍스트를", "줄"),
    Case(
      "emoji", 8, "👩‍👩‍👧‍👦👍🏽🇩🇪🇫🇷❤️ ok 👩‍👩‍👧‍👦👍🏽", "👩‍👩‍👧‍👦👍🏽🇩🇪🇫🇷", "❤️ ok 👩‍👩‍👧‍👦", "👍🏽"),
    Case("control characters", 10, "one \u{1B}[2Jtwo three", "one", "^[[2Jtwo", "three"),
    Case("an item", 24, "- to be or not to be, that\n", "- to be or not to be,", "  that", ""),
    Case(
      "items in items", 30, "- one\n    - the quick brown fox jumps\n  12. the quick brown fox jumps",
      "- one", "    - the quick brown fox", "      jumps", "  12. the quick brown fox", "      jumps"),
    Case("numbers that are no items", 20, "2024 the quick brown fox", "2024 the quick brown", "fox"),
    Case(
      "no room for a margin", 18, "- so\n    - the quick brown fox", "- so", "    - the quick", "brown fox"),
    Case(
      "a quotation", 24, "> the quick brown fox jumps\n> > - the quick brown fox", "> the quick brown fox",
      "> jumps", "> > - the quick brown", "> >   fox"),
    Case(
      "a table", 20, "| the quick brown fox | jumps |\n|---|---|\nthe quick brown fox jumps",
      "| the quick brown fox | jumps |", "|---|---|", "the quick brown fox", "jumps"),
    Case(
      "code", 20,
      "so:\n```sh\nprintf 'the quick brown fox'\n```\nthe quick brown fox jumps", "so:", "```sh",
      "printf 'the quick brown fox'", "```", "the quick brown fox", "jumps"),
    Case(
      "code in an item", 20,
      "1. so:\n   ~~~~\n   the quick brown fox jumps\n   ~~~\n   ~~~~\n   the quick brown fox",
      "1. so:", "   ~~~~", "   the quick brown fox jumps", "   ~~~", "   ~~~~", "   the quick brown", "   fox"
    ),
    Case(
      "code in a line", 20, "```a b``` the quick brown fox", "```a b``` the quick", "brown fox"),
    Case(
      "code that is indented", 20, "so\n\n    the quick brown fox jumps\n\tthe quick brown fox jumps\n\nend",
      "so", "", "    the quick brown fox jumps", "\tthe quick brown fox jumps", "", "end"),
    Case(
      "text that is indented", 30, "- so\n\n    the quick brown fox jumps over", "- so", "",
      "    the quick brown fox jumps", "    over"),
    Case(
      "a sentence with a hint", 30,
      "sfmodels: the quick brown fox jumps\n  hint: the quick brown fox jumps over",
      "sfmodels: the quick brown fox", "jumps", "  hint: the quick brown fox", "  jumps over"),
    Case("tabs", 20, "a\tb\tthe quick", "a\tb\tthe", "quick"),
  ]

  private static func wrapped(_ pieces: [StyledText], width: Int) -> String {
    var wrapper = WordWrapper()
    return pieces.map { wrapper.wrap($0, width: width).string }.joined() + wrapper.finish().string
  }

  private static func pieces(_ text: String, by size: Int) -> [String] {
    let scalars = Array(text.unicodeScalars)
    return stride(from: 0, to: scalars.count, by: size).map {
      String(String.UnicodeScalarView(scalars[$0..<min($0 + size, scalars.count)]))
    }
  }

  @Test(arguments: cases)
  func breaksLinesBetweenWords(_ item: Case) {
    let shown = Self.wrapped([StyledText(item.text)], width: item.width)
    #expect(shown.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == item.lines)
  }

  @Test(arguments: cases.map(\.text) + [sample], [20, 40, 80])
  func inPiecesIsTheSameAsWhole(_ text: String, _ width: Int) {
    let whole = Array(Self.wrapped([StyledText(text)], width: width).utf8)
    for size in 1...5 {
      let pieces = Self.pieces(text, by: size).map { StyledText($0) }
      #expect(Array(Self.wrapped(pieces, width: width).utf8) == whole)
    }
    let scalars = text.unicodeScalars
    for cut in scalars.indices {
      let parts = [scalars[..<cut], scalars[cut...]].map { StyledText(String($0)) }
      #expect(Array(Self.wrapped(parts, width: width).utf8) == whole)
    }
  }

  static let sample = """
    # Why words matter, and what a narrow screen does to a heading that is long

    A **paragraph** with *emphasis*, `code in a line`, a [link](https://example.com/a/path/that/is/long/enough/to/need/a/line/of/its/own?q=1) and 漢字とかなの交じった長い文章、そして「括弧」も。 It goes on with é, ñ and 👩‍👩‍👧‍👦 for a while.

    - one item that is longer than twenty columns, or forty, or eighty columns of a terminal's screen
      1. and another below it, which is continued below its own text and not below its number
    > A quotation of some length, which mail programs would continue with the same mark at its beginning.

    """

  @Test(arguments: [20, 40, 80])
  func noWordIsBrokenNorLost(_ width: Int) {
    let shown = Self.wrapped([StyledText(Self.sample)], width: width)
    let words = Self.sample.split { $0.isWhitespace || $0 == ">" }.filter { !$0.contains("漢") }
    let shownWords = Set(shown.split { $0.isWhitespace || $0 == ">" })
    #expect(words.filter { !shownWords.contains($0) } == [])
    for line in shown.split(separator: "\n") where !line.contains("example.com") {
      #expect(TextWidth.columns(of: line) <= width)
    }
  }

  @Test(arguments: [20, 40, 80])
  func stylesDoNotMoveAWord(_ width: Int) {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    let styled = Self.pieces(Self.sample, by: 1).map { renderer.render($0) } + [renderer.finish()]
    let shown = Self.wrapped(styled, width: width).replacing(#/\u{1B}\[\d+m/#, with: "")
    #expect(shown == Self.wrapped([StyledText(Self.sample)], width: width))
  }

  @Test func theMarginHasNoStyleOfTheWordBehindIt() {
    let palette = Palette(isColourful: true)
    let text = StyledText("- one ") + palette("two", .underlined) + StyledText(" x")
    #expect(Self.wrapped([text], width: 20) == "- one \u{1B}[4mtwo\u{1B}[24m x")
    let long = StyledText("- the quick brown ") + palette("jumping", .underlined)
    #expect(Self.wrapped([long], width: 20) == "- the quick brown\n  \u{1B}[4mjumping\u{1B}[24m")
  }

  @Test func whatIsWholeIsShownAtOnce() {
    var wrapper = WordWrapper()
    let shown = ["to be ", "or n", "ot t", "o ", "be\n", "漢字", "か。"].map {
      wrapper.wrap(StyledText($0), width: 8).string
    }
    #expect(shown == ["to be", " or", "\nnot", " to", "\nbe\n", "", "漢字"])
    #expect(wrapper.finish().string == "か。")
  }

  @Test func aWindowMayChangeInTheMiddle() {
    var wrapper = WordWrapper()
    let text = StyledText("the quick brown fox ")
    let shown = [20, 10, 80].map { wrapper.wrap(text, width: $0).string } + [wrapper.finish().string]
    #expect(shown == ["the quick brown fox", "\nthe quick\nbrown fox", " the quick brown fox", " "])
  }

  @Test func aMarginMayBeGiven() {
    var wrapper = WordWrapper()
    let row = wrapper.wrap(StyledText("/set  the quick brown fox\n"), width: 22, continuedAt: 6)
    #expect(row.string == "/set  the quick brown\n      fox\n")
  }

  @Test func dataIsLeftAsItIsAndEndsWhatWasHeldBack() {
    var screen = ScreenText()
    let shown =
      screen.prose(StyledText("one two"), width: 6) + screen.data(Array(" the quick brown \u{7}\n".utf8))
    #expect(String(decoding: shown, as: UTF8.self) == "one\ntwo the quick brown ^G\n")
    #expect(screen.finish() == [])
  }
}
