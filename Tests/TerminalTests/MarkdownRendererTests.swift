import Terminal
import Testing

/// Markdown that streams: styled, unchanged without the styles, and never held back.
struct MarkdownRendererTests {
  /// The styles as short marks: `‹b›` begins bold, `‹/b›` ends bold or dim.
  private static let names = [
    ("1", "b"), ("2", "d"), ("3", "i"), ("4", "u"), ("33", "yellow"), ("34", "blue"), ("36", "cyan"),
    ("22", "/b"),
    ("23", "/i"), ("24", "/u"), ("39", "/c"),
  ]

  private static func readable(_ output: String) -> String {
    var output = output
    for (code, name) in names { output.replace("\u{1B}[\(code)m", with: "‹\(name)›") }
    return output
  }

  private static func plain(_ output: String) -> String {
    var output = output
    for (code, _) in names { output.replace("\u{1B}[\(code)m", with: "") }
    return output
  }

  private static func whole(_ text: String) -> String {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    return renderer.render(text).string + renderer.finish().string
  }

  private static let cases: [(String, String)] = [
    ("plain text", "plain text"),
    ("a **b** c", "a ‹d›**‹/b›‹b›b‹/b›‹d›**‹/b› c"),
    ("*a*", "‹d›*‹/b›‹i›a‹/i›‹d›*‹/b›"),
    ("_a_ b", "‹d›_‹/b›‹i›a‹/i›‹d›_‹/b› b"),
    ("***a***", "‹d›***‹/b›‹b›‹i›a‹/b›‹/i›‹d›***‹/b›"),
    ("**a *b* c**", "‹d›**‹/b›‹b›a ‹/b›‹d›*‹/b›‹b›‹i›b‹/b›‹/i›‹d›*‹/b›‹b› c‹/b›‹d›**‹/b›"),
    ("*a **b** c*", "‹d›*‹/b›‹i›a ‹/i›‹d›**‹/b›‹b›‹i›b‹/b›‹/i›‹d›**‹/b›‹i› c‹/i›‹d›*‹/b›"),
    ("snake_case_name and __init__.py", "snake_case_name and ‹d›__‹/b›‹b›init‹/b›‹d›__‹/b›.py"),
    ("5 * 3 * 2", "5 * 3 * 2"), ("a*b*c 2**10", "a*b*c 2**10"), ("rm *.txt *.md", "rm *.txt *.md"),
    ("这是**重要。**的", "这是‹d›**‹/b›‹b›重要。‹/b›‹d›**‹/b›的"),
    ("`a*b*` x", "‹d›`‹/b›‹cyan›a*b*‹/c›‹d›`‹/b› x"),
    ("``a`b``", "‹d›``‹/b›‹cyan›a`b‹/c›‹d›``‹/b›"),
    ("a ` b\nc", "a ‹d›`‹/b›‹cyan› b‹/c›\nc"),
    ("\\*a\\* \\n C:\\dir", "‹d›\\‹/b›*a‹d›\\‹/b›* \\n C:\\dir"),
    ("**a\nb** c", "‹d›**‹/b›‹b›a‹/b›\n‹b›b‹/b›‹d›**‹/b› c"),
    ("**a\n\nb", "‹d›**‹/b›‹b›a‹/b›\n\nb"),
    ("# Title *x*\ntext", "‹d›#‹/b›‹b› Title ‹/b›‹d›*‹/b›‹b›‹i›x‹/b›‹/i›‹d›*‹/b›\ntext"),
    ("#hashtag", "#hashtag"), ("####### seven", "####### seven"), ("  ## in", "  ‹d›##‹/b›‹b› in‹/b›"),
    ("- a\n  * b\n+ c", "‹yellow›-‹/c› a\n  ‹yellow›*‹/c› b\n‹yellow›+‹/c› c"),
    ("1. a\n12) b\n3.5 c\n2024. d", "‹yellow›1.‹/c› a\n‹yellow›12)‹/c› b\n3.5 c\n2024. d"),
    ("---\n***\n-x\n-5", "---\n***\n-x\n-5"),
    ("- [ ] **do**", "‹yellow›-‹/c› [ ] ‹d›**‹/b›‹b›do‹/b›‹d›**‹/b›"),
    ("> a\n> > b", "‹d›>‹/b› a\n‹d›>‹/b› ‹d›>‹/b› b"),
    ("see [a_b](https://x.y/a_b_(c)) now", "see [a_b](‹u›‹blue›https://x.y/a_b_(c)‹/u›‹/c›) now"),
    ("[1] (no) ](x", "[1] (no) ](‹u›‹blue›x‹/u›‹/c›"),
    ("| a | **b** |\n|---|---|", "| a | ‹d›**‹/b›‹b›b‹/b›‹d›**‹/b› |\n|---|---|"),
    (
      "```swift\nlet *a* = `b`\n# no\n```\n*a*",
      "‹d›```swift‹/b›\n‹cyan›let *a* = `b`‹/c›\n‹cyan›# no‹/c›\n‹cyan›```‹/c›\n‹d›*‹/b›‹i›a‹/i›‹d›*‹/b›"
    ),
    ("~~~\n```\n~~~\nx", "‹d›~~~‹/b›\n‹cyan›```‹/c›\n‹cyan›~~~‹/c›\nx"),
    ("````\n```\n````\nx", "‹d›````‹/b›\n‹cyan›```‹/c›\n‹cyan›````‹/c›\nx"),
    (
      "> ```\n> a\n> ```\n> b",
      "‹d›>‹/b› ‹d›```‹/b›\n‹cyan›> a‹/c›\n‹cyan›> ```‹/c›\n‹d›>‹/b› b"
    ),
    ("```like this``` b *c*", "‹d›```like this`‹/b›`` b ‹d›*‹/b›‹i›c‹/i›‹d›*‹/b›"),
    (
      "  - x\n    ```\n    y\n    ```\n  z",
      "  ‹yellow›-‹/c› x\n    ‹d›```‹/b›\n‹cyan›    y‹/c›\n‹cyan›    ```‹/c›\n  z"
    ),
    ("a\r\n**b**\r\n", "a\r\n‹d›**‹/b›‹b›b‹/b›‹d›**‹/b›\r\n"),
    ("*e\u{301}漢👩‍👩‍👧‍👦*", "‹d›*‹/b›‹i›e\u{301}漢👩‍👩‍👧‍👦‹/i›‹d›*‹/b›"),
    ("**open", "‹d›**‹/b›‹b›open‹/b›"), ("ends in **", "ends in **"), ("\\", "\\"), ("", ""),
  ]

  @Test(arguments: cases)
  func styles(_ text: String, _ expected: String) {
    #expect(Self.readable(Self.whole(text)) == expected)
  }

  @Test(arguments: cases.map(\.0))
  func changesNothingButStyles(_ text: String) {
    #expect(Array(Self.plain(Self.whole(text)).utf8) == Array(text.utf8))
  }

  @Test(arguments: cases.map(\.0))
  func goesThroughUnchangedWithoutColour(_ text: String) {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: false))
    #expect(Array(renderer.render(text).string.utf8) == Array(text.utf8))
    #expect(renderer.finish().string == "")
  }

  @Test(arguments: cases.map(\.0))
  func inPiecesIsTheSameAsWhole(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    for size in 1...4 {
      var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
      var output = ""
      for start in stride(from: 0, to: scalars.count, by: size) {
        let piece = scalars[start..<min(start + size, scalars.count)]
        output.unicodeScalars +=
          renderer.render(String(String.UnicodeScalarView(piece))).string.unicodeScalars
      }
      output.unicodeScalars += renderer.finish().string.unicodeScalars
      #expect(Array(output.utf8) == Array(Self.whole(text).utf8))
    }
  }

  @Test(arguments: cases.map(\.0) + ["######", "***", "```", "123.", "a ```", "\\", "a **"])
  func holdsBackAtMostSixMarksThatAreUndecided(_ text: String) {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    var (read, shown): (String.UnicodeScalarView, String.UnicodeScalarView) = (.init(), .init())
    for scalar in text.unicodeScalars {
      read.append(scalar)
      shown += renderer.render(String(scalar)).string.unicodeScalars
      let visible = Array(Self.plain(String(shown)).utf8)
      let held = Array(read.map { String($0) }.joined().utf8).dropFirst(visible.count)
      #expect(held.count <= 6 && held.allSatisfy { "#-+*_`~\\.)0123456789".utf8.contains($0) })
    }
  }
}
