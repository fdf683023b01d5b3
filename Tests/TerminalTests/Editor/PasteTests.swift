import Testing

/// Text that comes faster than anybody types, and characters that are made of several.
struct PasteTests {
  private static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

  private func asking(_ kinds: String..., columns: Int = 80) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      running: [Probe.path] + kinds, environment: ["TERM=xterm"], columns: columns)
    try terminal.awaits("> ")
    return terminal
  }

  @Test(arguments: [
    ("one\rtwo\rthree\r", "<one⏎two⏎three>"), ("one\r\ntwo\r\n", "<one⏎two>"), ("one\n\ntwo\n", "<one⏎⏎two>"),
    ("def f():\r\treturn 1\r", "<def f():⏎\treturn 1>"), ("ls \\\r  -l\rend\r", "<ls \\⏎  -l⏎end>"),
    ("中文\r字\r", "<中文⏎字>"), ("/help\rx\r", "</help⏎x>"),
  ])
  func linesThatComeTogetherAreOneMessage(_ keys: String, _ message: String) throws {
    let terminal = try asking("message")
    terminal.type(keys)
    try terminal.awaits("got \(message)\r\n")
  }

  @Test func withoutANewlineAtItsEndAPasteWaitsForMore() throws {
    let terminal = try asking("message")
    terminal.type("one\rtwo")
    try terminal.awaits("two")
    terminal.type("!\r")
    try terminal.awaits("got <one⏎two!>\r\n")
  }

  @Test(arguments: [("a\r\u{4}", "<a>"), ("a\r\u{1B}[A", "<a>")])
  func aKeyBehindALineIsNoPaste(_ keys: String, _ message: String) throws {
    let terminal = try asking("message", "line")
    terminal.type(keys)
    try terminal.awaits("got \(message)\r\n")
  }

  @Test func aLineThatIsNoMessageEndsWithItsNewline() throws {
    let terminal = try asking("line", "line")
    terminal.type("y\rz\r")
    try terminal.awaits("got <y>\r\n")
    try terminal.awaits("got <z>\r\n")
  }

  @Test func aLongTextWithoutMarksIsOneMessageToo() throws {
    let terminal = try asking("message")
    let lines = String(repeating: "a line of sixteen\r", count: 100)
    terminal.type(lines)
    try terminal.awaits("got <\(lines.dropLast().replacing("\r", with: "⏎"))>\r\n")
  }

  @Test(arguments: [
    ("e\u{301}", 2), ("🇩🇪", 2), ("👩‍👩‍👧‍👦", 7), ("👍🏽", 2), ("❤️", 2), ("नि", 2), ("1️⃣", 3), ("각", 1), ("é", 1),
  ])
  func backspaceTakesWhatTheEyeSees(_ character: String, _ scalars: Int) throws {
    #expect(character.unicodeScalars.count == scalars)
    let terminal = try asking("message", "message")
    terminal.type("a\(character)\(character)\u{7F}b\r")
    try terminal.awaits("got <a\(character)b>\r\n")
    // The same where each part comes by itself.
    try terminal.awaits("message> ")
    terminal.type("a")
    try terminal.awaits("a")
    for scalar in character.unicodeScalars {
      terminal.type(String(scalar))
      // Answered when the part is drawn or found to draw nothing.
      terminal.type("\u{7}")
      try terminal.awaits("\u{7}")
    }
    terminal.type("\u{7F}b\r")
    try terminal.awaits("got <ab>\r\n")
  }

  @Test(arguments: ["\u{1B}[200~", ""])
  func aMegabyteStandsAsOneAndTypingGoesOn(_ mark: String) throws {
    let terminal = try asking("message", "message")
    let text = String(repeating: "0123456789abcdef", count: 1 << 16)
    terminal.type(mark.isEmpty ? "x" + text : "x" + Self.paste(text))
    try terminal.awaits(
      "[1048576 characters]".replacing("1048576", with: mark.isEmpty ? "1048577" : "1048576"))
    for key in "typed" {
      terminal.type(String(key))
      try terminal.awaits(String(key))
    }
    terminal.type("\r")
    try terminal.awaits("got <1048582 bytes, x0123...typed>\r\n")
    // From the history it comes as one, too, and goes with one key.
    try terminal.awaits("message> ")
    terminal.type("\u{1B}[A")
    try terminal.awaits("[1048582 characters]")
    terminal.type("\u{7F}gone\r")
    try terminal.awaits("got <gone>\r\n")
  }

  @Test func aLongTextFitsANarrowScreen() throws {
    let terminal = try asking("message", columns: 20)
    terminal.type(Self.paste(String(repeating: "x", count: 30_000)) + "!")
    try terminal.awaits("!")
    #expect(terminal.screen(columns: 20).lines == ["message> [30000 char", "acters]!"])
  }
}
