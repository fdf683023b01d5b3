import Glibc
import Testing

/// PromptRunner for a line with libedit, on a real terminal.
struct LineEditorTests {
  /// Types at the prompt and returns what the program got.
  private func got(_ keys: String, environment: [String] = ["TERM=xterm"]) throws -> String {
    let terminal = try Probe.asking("line", environment: environment)
    try terminal.awaits("line> ")
    terminal.type(keys)
    try terminal.awaits("got ")
    return try terminal.awaits("\r\n")
  }

  @Test(arguments: [
    ("plain\r", "<plain>"), ("\r", "<>"),
    ("typo\u{7F}\u{7F}\u{7F}est\r", "<test>"),
    ("world\u{1}hello \r", "<hello world>"),
    ("one two\u{17}three\r", "<one three>"),
    ("漢字é👍\r", "<漢字é👍>"),
    ("漢字\u{7F}é\r", "<漢é>"),
    ("é漢b\u{1B}[D\u{1B}[D字\r", "<é字漢b>"),
    ("a\u{4}b\r", "<ab>"),
  ])
  func edits(_ keys: String, into line: String) throws {
    #expect(try got(keys) == line)
  }

  @Test(arguments: [["TERM=xterm", "LC_ALL=C"], ["TERM=dumb"], ["TERM=xterm", "LANG=C.UTF-8"]])
  func readsWideCharactersWhereverItRuns(_ environment: [String]) throws {
    #expect(try got("漢字\r", environment: environment) == "<漢字>")
  }

  @Test(arguments: [("\u{3}", "an interrupt"), ("half\u{3}", "an interrupt"), ("\u{4}", "the end")])
  func endsWith(_ keys: String, as outcome: String) throws {
    let terminal = try Probe.asking("line")
    try terminal.awaits("line> ")
    terminal.type(keys)
    try terminal.awaits("got \(outcome)")
    #expect(try terminal.end() == 0)
    #expect(terminal.echoes && terminal.isCooked)
  }

  @Test(arguments: [("\u{4}", "the end"), ("early\r", "<early>"), ("\u{4}late\r", "the end")])
  func takesWhatWasTypedBeforeItAsked(_ keys: String, as outcome: String) throws {
    let terminal = try Probe.asking("line")
    terminal.type(keys)
    try terminal.awaits("got \(outcome)")
    #expect(try terminal.end() == 0)
  }

  @Test func asksAgainAfterAnInterrupt() throws {
    let terminal = try Probe.asking("line", "line", "secret", "line")
    for (kind, keys, outcome) in [
      ("line", "half\u{3}", "an interrupt"), ("line", "whole\r", "<whole>"), ("secret", "s\r", "<s>"),
      ("line", "last\r", "<last>"),
    ] {
      try terminal.awaits("\(kind)> ")
      terminal.type(keys)
      try terminal.awaits("got \(outcome)")
    }
    #expect(try terminal.end() == 0)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func givesTheTerminalBackWhenTheProgramIsEnded(by signal: CInt) throws {
    let terminal = try Probe.asking("line")
    try terminal.awaits("line> ")
    terminal.send(signal)
    #expect(try terminal.end() == -signal)
    #expect(terminal.echoes && terminal.isCooked)
  }

  @Test func keepsTheLineWhileItIsStopped() throws {
    let terminal = try Probe.underShell(asking: "line")
    try terminal.awaits("line> ")
    terminal.type("half")
    try terminal.awaits("half")
    terminal.type("\u{1A}")
    try terminal.awaits("stopped")
    #expect(try terminal.awaits("line> half").contains(" icanon "))
    terminal.type("-whole\r")
    try terminal.awaits("got <half-whole>")
  }

  @Test func leavesTheScreenAloneInTheBackground() throws {
    let terminal = try Probe.inBackground(asking: "line")
    #expect(try !terminal.awaits("stopped").contains("line>"))
    #expect(try terminal.awaits("line> ").contains(" icanon "))
    terminal.type("now\r")
    try terminal.awaits("got <now>")
  }

  @Test func survivesAChangeOfTheScreensSize() throws {
    let terminal = try Probe.asking("line")
    try terminal.awaits("line> ")
    terminal.send(SIGWINCH)
    terminal.type("still here\r")
    try terminal.awaits("got <still here>")
  }
}
