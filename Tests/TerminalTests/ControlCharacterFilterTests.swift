import Terminal
import Testing

/// Control characters are shown, wherever the text is cut.
struct ControlCharacterFilterTests {
  /// All of C0, DEL and C1 but newline and tab, with the form in which each is to be seen.
  private static let controls: [(Unicode.Scalar, String)] =
    (UInt32(0)...0x9F).compactMap { value in
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory == .control,
        scalar != "\n", scalar != "\t"
      else { return nil }
      if value == 0x7F { return (scalar, "^?") }
      let letter = value < 0x20 ? Unicode.Scalar(value + 0x40) : nil
      return (scalar, letter.map { "^\($0)" } ?? "<U+00\(String(value, radix: 16, uppercase: true))>")
    }

  static let sequences: [(String, String)] = [
    ("\u{1B}]0;title\u{7}", "^[]0;title^G"), ("\u{1B}]52;c;aGk=\u{1B}\\", "^[]52;c;aGk=^[\\"),
    ("\u{1B}[2J\u{1B}[1;1H", "^[[2J^[[1;1H"), ("\u{1B}P1$r0m\u{1B}\\", "^[P1$r0m^[\\"),
    ("\u{1B}]8;;http://x\u{7}y", "^[]8;;http://x^Gy"), ("\u{1B}[31mred\u{1B}[0m", "^[[31mred^[[0m"),
    ("\u{9B}31m\u{9D}0;t\u{9C}\u{90}q\u{9C}", "<U+009B>31m<U+009D>0;t<U+009C><U+0090>q<U+009C>"),
    ("paid 9\r\u{8}free", "paid 9^M^Hfree"), ("a\r\nb\n\tc", "a^M\nb\n\tc"),
    ("\u{202E}evil\u{202C} \u{2066}x\u{2069}", "<U+202E>evil<U+202C> <U+2066>x<U+2069>"),
    ("ě 漢字 👩‍👩‍👧 \u{FEFF}é\u{200F}\u{2028}", "ě 漢字 👩‍👩‍👧 \u{FEFF}é\u{200F}\u{2028}"),
  ]

  private static func shown(_ bytes: [UInt8], cutAt cut: Int) -> String {
    var filter = ControlCharacterFilter()
    let shown = filter.visible(Array(bytes[..<cut])) + filter.visible(Array(bytes[cut...])) + filter.finish()
    return String(decoding: shown, as: UTF8.self)
  }

  @Test func thereAre63OfThem() {
    #expect(Self.controls.count == 63)
  }

  @Test(arguments: controls)
  func eachIsShown(_ scalar: Unicode.Scalar, as form: String) {
    #expect(ControlCharacterFilter.visible("a\(scalar)b") == "a\(form)b")
    let bytes = Array("a\(scalar)b".utf8)
    for cut in 0...bytes.count { #expect(Self.shown(bytes, cutAt: cut) == "a\(form)b") }
  }

  @Test(arguments: sequences)
  func sequencesAreShownWhereverTheyAreCut(_ sequence: String, as form: String) {
    #expect(Array(ControlCharacterFilter.visible(sequence).utf8) == Array(form.utf8))
    let bytes = Array(sequence.utf8)
    for cut in 0...bytes.count {
      #expect(Array(Self.shown(bytes, cutAt: cut).utf8) == Array(form.utf8))
    }
    var (filter, shown) = (ControlCharacterFilter(), [UInt8]())
    for byte in bytes { shown += filter.visible([byte]) }
    #expect(shown + filter.finish() == Array(form.utf8))
  }

  @Test(
    arguments: [
      ([0x9B, 0x41], "<9B>A"), ([0xC3], "<C3>"), ([0xE2, 0x80], "<E2><80>"), ([0xC0, 0x9B], "<C0><9B>"),
      ([0xED, 0xA0, 0x80], "<ED><A0><80>"), ([0xF4, 0x90, 0x80, 0x80], "<F4><90><80><80>"),
      ([0xC3, 0x1B, 0xFF], "<C3>^[<FF>"), ([0xF0, 0x9F, 0x98, 0x41], "<F0><9F><98>A"),
    ] as [([UInt8], String)])
  func bytesThatAreNoTextAreShown(_ bytes: [UInt8], as form: String) {
    for cut in 0...bytes.count { #expect(Self.shown(bytes, cutAt: cut) == form) }
  }

  @Test func stylesOfOursCountAndNoOthers() {
    var renderer = MarkdownRenderer(palette: Palette(isColourful: true))
    let styled = renderer.render("**\u{1B}[2Jb**") + renderer.finish()
    let shown = styled.visible
    #expect(shown == "\u{1B}[2m**\u{1B}[22m\u{1B}[1m^[[2Jb\u{1B}[22m\u{1B}[2m**\u{1B}[22m")
    var screen = ScreenText()
    #expect(screen.prose(styled, width: 80) + screen.finish() == Array(shown.utf8))
    #expect(styled.string == shown.replacing("^[", with: "\u{1B}"))
  }
}
