import Terminal
import Testing

/// Columns of text, and what is aligned by them.
struct TextWidthTests {
  @Test(arguments: [
    ("", 0), ("plain ASCII", 11), ("é", 1), ("e\u{301}", 1), ("ß“”…", 4), ("漢字", 4), ("かな カナ", 9),
    ("ｆｕｌｌ", 8),
    ("ﾊﾝｶｸ", 4), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("。、", 4),
    ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("✔", 1), ("✅", 2), ("1️⃣", 2), ("#", 1),
    ("©", 1),
    ("a\u{200B}b\u{200D}c", 3), ("\u{AD}", 1), ("\t\u{7}\u{7F}", 0), ("a\nb", 2), ("שלום", 4), ("नि", 2),
    ("ก็", 1),
    ("\u{1B}[1;31mred\u{1B}[0m", 3), ("\u{1B}[1m漢\u{1B}[22m!", 3), ("\u{1B}[", 0), ("\u{20000}", 2),
  ])
  func measures(_ text: String, _ columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  @Test func padsToColumnsAndNeverCuts() {
    let padded = [
      TextWidth.padded("漢", to: 4), TextWidth.padded("7", to: 3, on: .leading),
      TextWidth.padded("long", to: 2),
    ]
    #expect(padded == ["漢  ", "  7", "long"])
  }

  @Test func alignsATableWithWideAndStyledCells() {
    let table = TextTable(
      [
        ["model", "tokens", "note"], ["漢字モデル", "12"],
        [Palette(isColourful: true)("gpt", .bold).string, "1234", "é👍"], [],
      ],
      numeric: [1])
    #expect(
      table.lines == [
        "model       tokens  note",
        "漢字モデル      12",
        "\u{1B}[1mgpt\u{1B}[22m           1234  é👍",
        "",
      ])
  }

  @Test func makesNoLinesOfNoRows() {
    #expect(TextTable([]).lines == [])
  }
}
