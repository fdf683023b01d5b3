import TestSupport
import Testing
import Wire

@testable import Terminal

/// Drawing a line that is being edited, as it looks on a screen.
struct LineScreenTests {
  private static let alphabet =
    Array("ab 中漢é👍\n\t\u{1}").map { Array($0.unicodeScalars) } + [["e", "\u{301}"]]

  private static func painter(_ glyphs: Glyphs) -> LinePainter {
    LinePainter(prompt: Glyph.prompt("\u{1B}[1m模>\u{1B}[22m "), glyphs: glyphs)
  }

  /// What a screen shows that had nothing on it before.
  private static func fresh(_ image: LineImage, _ width: Int) -> Screen {
    var (screen, drawn) = (Screen(columns: width), LineScreen())
    screen.show(drawn.draw(image))
    return screen
  }

  @Test(arguments: [7, 10, 20, 80], 1...25)
  func showsAfterAnyEditsWhatItWouldShowAtOnce(_ width: Int, _ seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    var glyphs = Glyphs { TextWidth.columns(of: String($0)) }
    var (screen, drawn, line) = (Screen(columns: width), LineScreen(), [Unicode.Scalar]())
    for _ in 0..<60 {
      let place = Int.random(in: 0...line.count, using: &generator)
      if Bool.random(using: &generator), !line.isEmpty {
        line.remove(at: min(place, line.count - 1))
      } else {
        let added = Glyph(Self.alphabet.randomElement(using: &generator) ?? ["x"])
        line.insert(glyphs.scalar(for: added), at: place)
      }
      let cursor = Int.random(in: 0...line.count, using: &generator)
      let image = Self.painter(glyphs).image(of: line, cursor: cursor, width: width)
      screen.show(drawn.draw(image))
      let expected = Self.fresh(image, width)
      #expect(screen.lines == expected.lines && screen.cursor == expected.cursor)
    }
  }

  @Test func drawsOnlyWhatDiffers() {
    let painter = Self.painter(Glyphs { _ in 1 })
    func image(_ text: String, _ cursor: Int) -> LineImage {
      painter.image(of: Array(text.unicodeScalars), cursor: cursor, width: 10)
    }
    var screen = LineScreen()
    _ = screen.draw(image("abcdefgh", 8))
    #expect(screen.draw(image("abcdefgh", 8)) == "")
    #expect(screen.draw(image("abcdefgh", 7)) == "\r\u{1B}[1C")
    #expect(screen.draw(image("abcdefgi", 8)) == "\r\u{1B}[Jgi")
    #expect(screen.leave() == "\r\u{1B}[2C\r\n")
  }

  @Test func showsTheRowsRoundTheCursorOfALineThatIsHigherThanTheScreen() {
    let painter = LinePainter(prompt: [], glyphs: Glyphs { _ in 1 })
    let line = Array("1\n2\n3\n4\n5".unicodeScalars)
    let cropped = [0, 4, 9].map { painter.image(of: line, cursor: $0, width: 9).cropped(to: 3) }
    #expect(cropped.map { $0.rows.map(\.text).joined() } == ["123", "345", "345"])
    #expect(cropped.map(\.cursor.row) == [0, 0, 2])
  }

  @Test(arguments: [
    ("> ", "abc", 3, "> abc", 5), ("> ", "abc", 1, "> abc", 3), ("> ", "abcdefghij", 10, "bcdefghij", 9),
    ("> ", "abcdefghij", 0, "> abcdefg", 2), ("> ", "中中中中中中", 6, "中中中中", 8), ("> ", "a\nb", 3, "> a^Jb", 6),
  ])
  func drawsInOneRowWhereTheTerminalKnowsNoOther(
    _ prompt: String, _ text: String, _ cursor: Int, _ shown: String, _ column: Int
  ) {
    let painter = LinePainter(
      prompt: Glyph.prompt(prompt), glyphs: Glyphs { TextWidth.columns(of: String($0)) })
    let scalars = Array(text.unicodeScalars)
    let before = painter.row(of: scalars.prefix(cursor)).count
    var (screen, drawn) = (Screen(columns: 10), PlainScreen())
    screen.show(drawn.draw(painter.row(of: Array("something else".unicodeScalars)), cursor: 3, width: 10))
    screen.show(drawn.draw(painter.row(of: scalars), cursor: before, width: 10))
    #expect(screen.lines == [shown] && screen.cursor == [0, column])
  }
}
