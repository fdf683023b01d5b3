import Testing

@testable import Terminal

/// What a person takes for one character, and how libedit is told of it.
struct GlyphTests {
  @Test(arguments: [
    ("abc", ["a", "b", "c"], [1, 1, 1]), ("中é", ["中", "é"], [2, 1]),
    ("e\u{301}x", ["e\u{301}", "x"], [1, 1]),
    ("👩‍👩‍👧‍👦!", ["👩", "!"], [2, 1]), ("👍🏽", ["👍"], [2]), ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"], [2, 2]), ("❤️", ["❤"], [1]),
    ("1️⃣", ["1"], [1]), ("한글", ["한", "글"], [2, 2]), ("\u{301}", ["\u{25CC}"], [1]),
    ("\u{200B}", ["\u{25CC}"], [1]),
    ("🫨", ["🫨"], [2]),
  ])
  func areDrawn(_ text: String, _ drawings: [String], _ columns: [Int]) {
    let glyphs = Glyph.glyphs(of: text)
    #expect(glyphs.map(\.drawing) == drawings && glyphs.map(\.columns) == columns)
    #expect(glyphs.flatMap(\.text) == Array(text.unicodeScalars))
  }

  @Test(arguments: [
    "plain", "中é", "e\u{301}", "é", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👍🏽", "\u{13000}\u{20000}\u{F0000}", "a\nb\t\u{1}", "\u{85}\u{200D}",
  ])
  func comeBackExactly(_ text: String) {
    var glyphs = Glyphs { TextWidth.columns(of: String($0)) }
    let scalars = glyphs.scalars(for: text)
    let stood = glyphs
    #expect(glyphs.text(of: scalars).unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(
      scalars.allSatisfy { $0.isASCII || TextWidth.columns(of: String($0)) == stood.glyph(of: $0).columns })
  }

  @Test func standForWhatTheLibraryWouldNotDraw() {
    var glyphs = Glyphs { $0 == "é" ? -1 : 1 }
    let scalars = glyphs.scalars(for: "aéaé")
    #expect(scalars == ["a", "\u{13000}", "a", "\u{13000}"])
  }

  @Test func ofAPromptBringTheirStylesAlong() {
    let glyphs = Glyph.prompt("\u{1B}[1m模\u{1B}[2mx\u{1B}[0m> \u{1B}[22m")
    let styled = ["\u{1B}[1m模\u{1B}[0m", "\u{1B}[1m\u{1B}[2mx\u{1B}[0m", ">", " "]
    #expect(glyphs.map(\.drawing) == styled && glyphs.map(\.columns) == [2, 1, 1, 1])
  }

  /// Events of what comes in these pieces, between which nothing is there.
  private func events(_ pieces: [[UInt8]]) -> [InputDecoder.Event] {
    var (pieces, events) = (pieces[...], [InputDecoder.Event]())
    var current: ArraySlice<UInt8> = []
    func event() -> KeyEvent {
      if current.isEmpty { current = pieces.popFirst()?[...] ?? [] }
      return current.popFirst().map { .byte($0) } ?? .end
    }
    var typing = InputDecoder(
      KeySource(
        next: { event() }, isMoreThere: { $0 > 0 ? !current.isEmpty || !pieces.isEmpty : !current.isEmpty }))
    while events.last != .end { events.append(typing.next()) }
    return events
  }

  @Test func areTypedTogetherWhenTheyComeTogether() {
    let bytes = Array("e\u{301}👩‍👧\u{1B}中\r".utf8)
    let expected: [InputDecoder.Event] = [
      .glyph(Glyph(["e", "\u{301}"])), .glyph(Glyph(["👩", "\u{200D}", "👧"])), .control("\u{1B}"),
      .glyph(Glyph(["中"])),
      .control("\r"), .end,
    ]
    #expect(events([bytes]) == expected)
  }

  @Test func keepTheirTextHoweverTheyAreCut() {
    let text = "ae\u{301}中👍🏽👩‍👧z"
    for cut in 0...text.utf8.count {
      let bytes = Array(text.utf8)
      let events = events([Array(bytes[..<cut]), Array(bytes[cut...])].filter { !$0.isEmpty })
      let scalars = events.flatMap { event -> [Unicode.Scalar] in
        if case .glyph(let glyph) = event { glyph.text } else { [] }
      }
      #expect(scalars == Array(text.unicodeScalars))
    }
  }

  /// What comes in one go may end within a character, whose other bytes are read with the next line.
  @Test func areWholeThoughALineEndsWithinThem() {
    let text = "abé中👍🏽"
    let bytes = Array(text.utf8)
    for cut in 3..<bytes.count {
      var (there, rest) = (Array(bytes[1..<cut]), bytes[cut...])
      let pasted = KeySource(
        next: { .byte(bytes[0]) }, isMoreThere: { _ in !there.isEmpty },
        bytesThere: {
          defer { there = [] }
          return there
        }, bytesWaiting: { there.isEmpty ? 0 : 512 })
      let typed = KeySource(
        next: { rest.popFirst().map { .byte($0) } ?? .end }, isMoreThere: { _ in !rest.isEmpty })
      var typing = InputDecoder(pasted, joinsLines: { true })
      guard case .pasted(var read) = typing.next() else {
        Issue.record("nothing is pasted")
        continue
      }
      typing = InputDecoder(typed, after: typing)
      while case .glyph(let glyph) = typing.next() { read.unicodeScalars += glyph.text }
      #expect(read == text, "\(cut) bytes")
    }
  }

  /// Without a mark round it, and with keys in it, each of which ends what is taken together.
  @Test(.timeLimit(.minutes(1))) func areTakenQuicklyHoweverManyHaveCome() {
    var bytes = Array(String(repeating: "e\u{301}a\u{1B}", count: 40_000).utf8)
    var typing = InputDecoder(
      KeySource(
        next: { bytes.popLast().map { .byte($0) } ?? .end }, isMoreThere: { _ in !bytes.isEmpty },
        bytesThere: {
          defer { bytes = [] }
          return bytes
        }, bytesWaiting: { bytes.count }), joinsLines: { true })
    var count = 0
    while case let event = typing.next(), event != .end { count += 1 }
    #expect(count > 100_000)
  }

  @Test(.timeLimit(.minutes(1))) func marksWithoutEndAreSeveral() {
    let text = "e" + String(repeating: "\u{301}", count: 19_000)
    let glyphs = Glyph.glyphs(of: text)
    #expect(glyphs.flatMap(\.text) == Array(text.unicodeScalars))
    #expect(glyphs.count == (text.unicodeScalars.count + 63) / 64)
  }

  @Test func arePastedHoweverTheyAreCutBehindTheFirstTwoBytes() {
    let bytes = Array("a\u{1B}[200~1\r中\u{1B}[201~\u{1B}[2A".utf8)
    let rest: [InputDecoder.Event] = [
      .control("\u{1B}"), .glyph(Glyph(["["])), .glyph(Glyph(["2"])), .glyph(Glyph(["A"])), .end,
    ]
    for cut in 3...bytes.count - 1 {
      let events = events([Array(bytes[..<cut]), Array(bytes[cut...])])
      #expect(events == [.glyph(Glyph(["a"])), .pasted("1\n中")] + rest)
    }
  }

  @Test func replaceWhatIsMalformedAndNothingBehindIt() {
    #expect(
      events([[0xC3, 0x41, 0xFF, 0x42]])
        == ["\u{FFFD}", "A", "\u{FFFD}", "B"].map { .glyph(Glyph([$0])) } + [.end])
  }
}
