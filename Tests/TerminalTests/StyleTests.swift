import Terminal
import Testing

/// Colour, where it is wanted.
struct StyleTests {
  @Test func stylesTextAndLeavesWhatIsAroundItAlone() {
    let palette = Palette(isColourful: true)
    #expect(
      [palette("a", .bold), palette("a", .bold, .red), palette("a"), palette("", .dim)].map(\.string)
        == ["\u{1B}[1ma\u{1B}[22m", "\u{1B}[1m\u{1B}[31ma\u{1B}[39m\u{1B}[22m", "a", ""])
  }

  @Test func leavesTextPlainWhereNoColourIsWanted() {
    #expect(Palette(isColourful: false)("a", .bold, .red).string == "a")
  }

  @Test(arguments: [
    (Style.italic, "3", "23"), (.underlined, "4", "24"), (.dim, "2", "22"), (.green, "32", "39"),
    (.cyan, "36", "39"),
  ])
  func endsWhatItBegins(_ style: Style, _ begin: String, _ end: String) {
    #expect(Palette(isColourful: true)("x", style).string == "\u{1B}[\(begin)mx\u{1B}[\(end)m")
  }
}
