import Glibc
import Testing

/// PromptRunner without echo, on a real terminal.
struct SecretPromptTests {
  @Test func readsWithoutShowing() throws {
    let terminal = try Probe.asking("secret")
    try terminal.awaits("secret> ")
    #expect(!terminal.echoes)
    terminal.type("hünter2\n")
    #expect(try terminal.awaits("got <hünter2>") == "\r\n")
    #expect(try terminal.end() == 0)
    #expect(terminal.echoes)
  }

  @Test func letsThePersonCorrectTheLine() throws {
    let terminal = try Probe.asking("secret")
    try terminal.awaits("secret> ")
    terminal.type("wrong\u{15}sex\u{7F}cret\n")
    try terminal.awaits("got <secret>")
  }

  @Test(arguments: [
    ("\u{3}", "an interrupt"), ("\u{4}", "the end"), ("\n", "<>"), ("half\u{4}\u{4}", "the end"),
  ])
  func endsWith(_ keys: String, as outcome: String) throws {
    let terminal = try Probe.asking("secret")
    try terminal.awaits("secret> ")
    terminal.type(keys)
    try terminal.awaits("got \(outcome)")
    #expect(try terminal.end() == 0)
    #expect(terminal.echoes)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func givesTheScreenBackWhenTheProgramIsEnded(by signal: CInt) throws {
    let terminal = try Probe.asking("secret")
    try terminal.awaits("secret> ")
    terminal.send(signal)
    #expect(try terminal.end() == -signal)
    #expect(terminal.echoes)
  }

  @Test func givesTheScreenBackWhileItIsStoppedAndAsksAnew() throws {
    let terminal = try Probe.underShell(asking: "secret")
    try terminal.awaits("secret> ")
    terminal.type("half\u{1A}")
    try terminal.awaits("stopped")
    #expect(try terminal.awaits("secret> ").contains(" echo "))
    #expect(!terminal.echoes)
    terminal.type("whole\n")
    try terminal.awaits("got <whole>")
  }

  @Test func leavesTheScreenAloneInTheBackground() throws {
    let terminal = try Probe.inBackground(asking: "secret")
    #expect(try !terminal.awaits("stopped").contains("secret>"))
    #expect(try terminal.awaits("secret> ").contains(" echo "))
    terminal.type("now\n")
    try terminal.awaits("got <now>")
  }

  @Test func asksAgainAndAgain() throws {
    let terminal = try Probe.asking("secret", "secret")
    try terminal.awaits("secret> ")
    terminal.type("\u{3}")
    try terminal.awaits("got an interrupt")
    try terminal.awaits("secret> ")
    terminal.type("two\n")
    try terminal.awaits("got <two>")
  }
}
