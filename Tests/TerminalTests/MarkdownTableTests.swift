import Testing

@testable import Terminal

/// Tables of Markdown on a screen.
struct MarkdownTableTests {
  private static func drawn(
    _ text: String, columns: Int = 60, isColourful: Bool = false, inPiecesOf size: Int? = nil
  ) -> String {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: isColourful)) { columns }
    var (output, rest) = ("", text.unicodeScalars[...])
    while !rest.isEmpty {
      let piece = rest.prefix(size ?? rest.count)
      output += renderer.render(String(piece)).string
      rest = rest.dropFirst(piece.count)
    }
    return output + renderer.finish().string
  }

  static let tables: [(String, String)] = [
    (
      "Look:\n\n|a|long name|\n|-|-|\n|1|2|\n| three | 4 |\nDone.",
      "Look:\n\n| a     | long name |\n|-------|-----------|\n| 1     | 2         |\n| three | 4         |\nDone."
    ),
    (
      "| l | c | r |\n|:--|:-:|--:|\n| 1 | 1 | 1 |\n| long | long | long |\n",
      "| l    |  c   |    r |\n|------|:----:|-----:|\n| 1    |  1   |    1 |\n| long | long | long |\n"
    ),
    // Wide characters, marks and pictures take the room that they take.
    (
      "| 名前 | x |\n|---|---|\n| 中文字 | e\u{301} |\n| 👩‍👩‍👧 | é |",
      "| 名前   | x   |\n|--------|-----|\n| 中文字 | e\u{301}   |\n| 👩‍👩‍👧     | é   |"
    ),
    // Bars behind backslashes, cells that are missing, and more than there are names.
    (
      "|a|b|\n|-|-|\n|x \\| y|\n|1|2|3|\n",
      "| a      | b   |     |\n|--------|-----|-----|\n| x \\| y |     |     |\n| 1      | 2   | 3   |\n"
    ),
    ("- x\n  | a |\n  |---|\n  | bb |\n- y", "- x\n  | a   |\n  |-----|\n  | bb  |\n- y"),
    ("> |a|\n> |-|\n> |long|\n\nx", "> | a    |\n> |------|\n> | long |\n\nx"),
    ("|a|\r\n|-|\r\n|b|\r\n", "| a   |\n|-----|\n| b   |\n"),
    ("|a|b|\n|-|-|\n", "| a   | b   |\n|-----|-----|\n"),
    ("|x|\n|a|b|\n|-|-|\n|1|2|", "|x|\n| a   | b   |\n|-----|-----|\n| 1   | 2   |"),
  ]

  @Test(arguments: tables)
  func haveAlignedColumns(_ text: String, _ expected: String) {
    #expect(Self.drawn(text) == expected)
  }

  static let others = [
    "| no table", "|a|b|\n|-|\n|1|", "|a|\nb\n|-|", "```\n|a|b|\n|-|-|\n|1|22|\n```\n", "|a|\n\n|-|\n",
    "||x| |\n|-",
    "  |a|\n  |:|\n", "a | b\n--- | ---\n1 | 2\n", "> ~~~\n> |a|\n> |-|\n> |bbb|\n> ~~~\n", "||||\n", "|",
    " ",
    "|a|\n|-x|\n|1|\n",
  ]

  @Test(arguments: others)
  func whatIsNoneStaysAsItIs(_ text: String) { #expect(Self.drawn(text) == text) }

  @Test(arguments: tables.map(\.0) + others)
  func itDoesNotMatterHowTheTextIsCut(_ text: String) {
    for size in 1...5 {
      #expect(Self.drawn(text, inPiecesOf: size) == Self.drawn(text))
      #expect(
        Self.drawn(text, isColourful: true, inPiecesOf: size) == Self.drawn(text, isColourful: true))
    }
  }

  @Test func whereTheScreenIsNotKnownNothingIsTouched() {
    for (text, _) in Self.tables {
      var renderer = MarkdownRenderer(palette: Palette(isColourful: false))
      #expect(renderer.render(text).string + renderer.finish().string == text)
    }
  }

  @Test func cellsThatAreTooWideAreBrokenBetweenWords() {
    let text = "| key | text |\n|---|---|\n| a | one two three four five six |\n| b | 一二三四五六七八九十 |\n"
    #expect(
      Self.drawn(text, columns: 24) == """
        | key | text           |
        |-----|----------------|
        | a   | one two three  |
        |     | four five six  |
        | b   | 一二三四五六七 |
        |     | 八九十         |

        """)
  }

  @Test(arguments: [10, 20, 60, 80, 200])
  func noLineIsWiderThanTheScreenWhereThatCanBe(_ columns: Int) {
    let text =
      "| one | two |\n|---|--:|\n| \(String(repeating: "word ", count: 40)) | \(String(repeating: "x", count: 90)) |\n"
    let lines = Self.drawn(text, columns: max(columns, 13)).split(separator: "\n")
    #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= max(columns, 13) })
  }

  @Test func columnsThatNeedLittleGiveTheRestToOthers() {
    #expect(MarkdownTableDrawing.widths([3, 50, 50], room: 50) == [3, 18, 19])
    #expect(MarkdownTableDrawing.widths([3, 50, 10], room: 100) == [3, 50, 10])
    #expect(MarkdownTableDrawing.widths([90, 5], room: 47) == [35, 5])
    #expect(MarkdownTableDrawing.widths([90, 90], room: 1) == [3, 3])
  }

  @Test func stylesStayWithinTheirCells() {
    let text = "| h |\n|---|\n| **ab cd** `e` |\n"
    #expect(
      Self.drawn(text, columns: 11, isColourful: true).replacing("\u{1B}", with: "^") == """
        ^[2m|^[22m ^[1mh^[22m       ^[2m|^[22m
        ^[2m|---------|^[22m
        ^[2m|^[22m ^[2m**^[22m^[1mab^[22m    ^[2m|^[22m
        ^[2m|^[22m ^[1mcd^[22m^[2m**^[22m    ^[2m|^[22m
        ^[2m|^[22m ^[2m`^[22m^[36me^[39m^[2m`^[22m     ^[2m|^[22m

        """)
  }

  @Test func nothingWaitsAnyMoreWhenATableIsLong() {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: false)) { 40 }
    #expect(renderer.render("text |").string == "text |")
    #expect(renderer.render("\n| a | b |\n|---|---|\n").string == "\n")
    var shown = ""
    for row in 1..<MarkdownTableReader.mostRows { shown += renderer.render("| \(row) | x |\n").string }
    #expect(shown == "")
    shown = renderer.render("| 40 | longest |\n").string
    #expect(shown.split(separator: "\n").count == 42)
    // The widths are those of the rows before.
    #expect(renderer.render("| 41 | is broken |\n").string == "| 41  | is      |\n|     | broken  |\n")
    #expect(renderer.render("| 42").string == "")
    #expect(renderer.finish().string == "| 42  |         |")
  }

  @Test(.timeLimit(.minutes(1))) func muchTextInOnePieceIsReadQuickly() {
    let text = String(repeating: "words and | bars\n", count: 60_000)
    var reader = MarkdownTableReader()
    #expect(reader.read(text) == [.text(text)])
  }

  @Test(.timeLimit(.minutes(1))) func aTableOfManyColumnsIsDrawnQuickly() {
    let row = String(repeating: "|a", count: 4000)
    let text =
      "\(row)|\n\(String(repeating: "|-", count: 4000))|\n" + String(repeating: "\(row)|\n", count: 9)
    #expect(Self.drawn(text).split(separator: "\n").count == 11)
  }

  @Test func aRowWithoutAnEndIsNoTable() {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: false)) { 40 }
    let text = "|" + String(repeating: "x", count: 10_000)
    var shown = renderer.render(text).string
    #expect(shown == text)
    shown += renderer.render("|\n").string
    #expect(shown == text + "|\n")
  }
}
