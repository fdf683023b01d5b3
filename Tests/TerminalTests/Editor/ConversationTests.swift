import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// PromptRunner for messages as a chat does, on a real terminal.
struct ConversationTests {
  private static let up = "\u{1B}[A"
  private static let down = "\u{1B}[B"
  private static let left = "\u{1B}[D"
  private static let delete = "\u{1B}[3~"
  private static let search = "\u{12}"

  private static func paste(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

  /// Types at the prompt, once for each message, and returns what the program got.
  private func got(_ messages: [String], with words: [String] = [], term: String = "xterm") throws -> [String]
  {
    let kinds = words + messages.map { _ in "message" }
    let terminal = try PseudoTerminal(running: [Probe.path] + kinds, environment: ["TERM=\(term)"])
    return try messages.map { keys in
      try terminal.awaits("message> ")
      try type(keys, on: terminal)
      try terminal.awaits("got ")
      return try terminal.awaits("\r\n")
    }
  }

  /// A line that ends with a backslash is typed by itself, for lines that come together are pasted.
  private func type(_ keys: String, on terminal: PseudoTerminal) throws {
    let lines = keys.split(separator: "\\\r", omittingEmptySubsequences: false)
    for line in lines.dropLast() where !line.contains("\r") {
      terminal.type("\(line)\\\r")
      try terminal.awaits("... ")
    }
    terminal.type(lines.filter { $0.contains("\r") || $0 == lines.last }.joined(separator: "\\\r"))
  }

  @Test(arguments: [
    ("中文é\(left)\(left)漢\r", "<中漢文é>"), ("e\u{301}a\(left)\u{7F}\r", "<a>"),
    ("中文x\u{1}\(delete)é\r", "<é文x>"), ("一 二三 四\u{17}\u{17}x\r", "<一 x>"),
    ("\(paste("one\rtwo 中\r\nthree"))\r", "<one⏎two 中⏎three>"),
    ("a \(paste("b\rc"))\(left)\(up)X\r", "<Xa b⏎c>"),
    ("\(paste("tab\there \u{7}"))\r", "<tab\there \u{7}>"),
    ("a\\\rb\\\rc\r", "<a⏎b⏎c>"), ("\"\"\"\ra\rb\\\r\"\"\"\r", "<a⏎b\\>"), ("\"\"\"one\"\"\"\r", "<one>"),
    ("/he\t\r", "</help >"), ("s\tx\r", "<src/x>"), ("x gr\tr\t\r", "<x größer >"),
    ("nothing\t\r", "<nothing>"),
    ("a\\\r\u{3}", "an interrupt"), ("half\u{3}", "an interrupt"), ("\u{4}", "the end"),
    ("a\u{4}b\r", "<ab>"),
    ("\(up)\(down)x\r", "<x>"),
  ])
  func takes(_ keys: String, as message: String) throws {
    #expect(try got([keys]) == [message])
  }

  @Test(arguments: ["👩‍👩‍👧‍👦", "👍🏽🇩🇪❤️", "e\u{301}é", "नमस्ते", "\u{13000}\u{20000}", "🫨"])
  func sendsExactlyWhatWasTyped(_ text: String) throws {
    let message = try got([text + "x\u{7F}\r"])[0]
    #expect(Array(message.utf8) == Array("<\(text)>".utf8))
  }

  @Test func walksThroughTheHistory() throws {
    let messages = try got([
      "first\r", "\(Self.paste("two\rlines"))\r", "\(Self.up)!\r",
      "dra\(Self.up)\(Self.up)\(Self.up)\(Self.up)\(Self.up)\r",
      "dra\(Self.up)\(Self.down)ft\r",
    ])
    #expect(messages == ["<first>", "<two⏎lines>", "<two⏎lines!>", "<first>", "<draft>"])
  }

  @Test func doesNotLoseALongTextInTheHistory() throws {
    let long = String(repeating: "0123456789", count: 300)
    #expect(try got(["x\r", "\(Self.paste(long))\(Self.up)\(Self.down)\r"]) == ["<x>", "<\(long)>"])
  }

  @Test func searchesTheHistory() throws {
    let messages = try got([
      "七つの海\r", "plain words\r", "\(Self.search)七\r", "\(Self.search)plx\u{7F}\(Self.search)\u{5}!\r",
      "keep\(Self.search)words\u{7}\r",
    ])
    #expect(messages == ["<七つの海>", "<plain words>", "<七つの海>", "<plain words!>", "<keep>"])
  }

  @Test func remembersFromOneRunToTheNext() throws {
    let folder = try TemporaryFolder()
    let words = ["history=\(folder.path)/history"]
    #expect(try got(["eins\\\rzwei\r", "漢字\r"], with: words) == ["<eins⏎zwei>", "<漢字>"])
    #expect(
      try got(["\(Self.up)\(Self.up)\r", "\(Self.search)漢\r"], with: words) == ["<eins⏎zwei>", "<漢字>"])
  }

  @Test func followsTheSettingsOfThePerson() throws {
    let folder = try TemporaryFolder()
    let bindings = "sfmodels:bind ^X ed-move-to-beg\nother:bind ^X ed-newline\n"
    let words = ["settings=\(try folder.write(bindings, to: "editrc"))"]
    #expect(try got(["bc\u{18}a\r"], with: words) == ["<abc>"])
    try folder.write("bind -v\n", to: "editrc")
    let messages = try got(["bc\u{1B}0ia\r", "\(Self.up)A!\r", "\(Self.paste("1\r2"))\r"], with: words)
    #expect(messages == ["<abc>", "<abc!>", "<1⏎2>"])
  }

  @Test func showsWhatALineMayBecome() throws {
    let terminal = try Probe.asking("message", columns: 40)
    try terminal.awaits("message> ")
    terminal.type("中 /h\tx\r")
    try terminal.awaits("got <中 /hx>")
    let list = ["message> 中 /h", "/help     what can be typed", "/history  what was said", "message> 中 /hx"]
    #expect(terminal.screen(columns: 40).lines.prefix(4) == list[...])
  }

  @Test func drawsWideCharactersAndFullRowsWithoutErrors() throws {
    let terminal = try Probe.asking("prompt=\u{1B}[1m模>\u{1B}[22m ", "message", columns: 20)
    try terminal.awaits(" ")
    // Piece by piece, so that each is drawn before the next.
    for (keys, shown) in [("一二三四五六七八九十", "十"), ("\u{1}ab", "ab一"), ("\(Self.delete)\(Self.delete)", "ab三")] {
      terminal.type(keys)
      try terminal.awaits(shown)
    }
    terminal.type("é\r")
    try terminal.awaits("got <abé三四五六七八九十>")
    #expect(terminal.screen(columns: 20).lines.prefix(2) == ["模> abé三四五六七八", "九十"])
  }

  @Test func foldsTheLineAnewInAnotherWindow() throws {
    let terminal = try Probe.asking("message", columns: 40)
    try terminal.awaits("message> ")
    terminal.type("one two three four five")
    try terminal.awaits("five")
    terminal.resize(columns: 20)
    try terminal.awaits("message> one two thr")
    terminal.type("\r")
    try terminal.awaits("got <one two three four five>")
  }

  @Test func editsOnATerminalThatKnowsNothing() throws {
    let terminal = try Probe.asking("message", "message", environment: ["TERM=dumb"], columns: 20)
    try terminal.awaits("message> ")
    terminal.type("中文 a long text that does not fit\u{1}é\u{6}\u{7F}\r")
    try terminal.awaits("got <é文 a long text that does not fit>")
    try terminal.awaits("message> ")
    terminal.type("\(Self.up)\u{3}")
    try terminal.awaits("got an interrupt")
    #expect(!terminal.screen(columns: 20).lines.joined().contains("\u{1B}"))
  }

  @Test(arguments: [
    ("x\r", CInt(0)), ("a\u{3}", 0), ("\u{4}", 0), ("\u{12}x\u{3}", 0), ("half\u{1C}", -SIGQUIT),
  ])
  func leavesNothingBehindInTheTerminal(_ keys: String, _ status: CInt) throws {
    let terminal = try Probe.asking("message")
    try terminal.awaits("message> ")
    #expect(terminal.marksPastedText)
    terminal.type(keys)
    #expect(try terminal.end() == status)
    #expect(terminal.echoes && terminal.isCooked && !terminal.marksPastedText)
  }

  @Test func endsAPasteThatIsInterrupted() throws {
    let terminal = try Probe.asking("message")
    try terminal.awaits("message> ")
    terminal.type("\u{1B}[200~never ending\u{3}")
    try terminal.awaits("got an interrupt")
  }

  @Test func tellsOfInterruptsWhileNoLineIsEdited() throws {
    let terminal = try Probe.asking("interrupts", "wait")
    try terminal.awaits("message> ")
    terminal.type("x\u{3}")
    try terminal.awaits("got an interrupt")
    for _ in 1...2 {
      try terminal.awaits("working")
      terminal.type("\u{3}")
      try terminal.awaits("told")
    }
    try terminal.awaits("not told")
    terminal.type("\u{3}")
    #expect(try terminal.end() == -SIGINT)
  }
}
