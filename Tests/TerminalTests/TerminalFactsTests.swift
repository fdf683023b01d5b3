import Glibc
import Terminal
import Testing

/// What is concluded from what is known.
struct TerminalFactsTests {
  @Test(arguments: [
    (true, ["TERM": "xterm"], true), (true, [:], false), (true, ["TERM": "dumb"], false),
    (true, ["TERM": ""], false),
    (true, ["TERM": "xterm", "NO_COLOR": "1"], false), (true, ["TERM": "xterm", "NO_COLOR": ""], true),
    (false, ["TERM": "xterm"], false), (false, ["CLICOLOR_FORCE": "1"], true),
    (false, ["CLICOLOR_FORCE": "0"], false), (true, ["TERM": "dumb", "CLICOLOR_FORCE": "1"], true),
    (false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
  ])
  func wantsColour(_ isTerminal: Bool, _ environment: [String: String], _ wantsColour: Bool) {
    let facts = TerminalFacts(isTerminal: isTerminal, reported: nil, environment: environment)
    #expect(facts.wantsColour == wantsColour)
  }

  @Test(
    arguments: [
      (.init(columns: 132, rows: 50), [:], TerminalFacts.Size(columns: 132, rows: 50)),
      (.init(columns: 132, rows: 50), ["COLUMNS": "40", "LINES": "10"], .init(columns: 132, rows: 50)),
      (nil, ["COLUMNS": "40", "LINES": "10"], .init(columns: 40, rows: 10)),
      (.init(columns: 0, rows: 0), ["COLUMNS": "40"], .init(columns: 40, rows: 24)),
      (nil, ["COLUMNS": "0", "LINES": "many"], .init(columns: 80, rows: 24)),
      (nil, ["COLUMNS": "-5"], .init(columns: 80, rows: 24)),
      (nil, ["COLUMNS": "9223372036854775807"], .init(columns: 80, rows: 24)),
      (nil, ["COLUMNS": "9223372036854775808", "LINES": "1e3"], .init(columns: 80, rows: 24)),
      (nil, ["COLUMNS": "65536", "LINES": "4611686018427387904"], .init(columns: 80, rows: 24)),
      (nil, ["COLUMNS": "65535", "LINES": "1"], .init(columns: 65_535, rows: 1)),
      (.init(columns: .max, rows: .min), [:], .init(columns: 80, rows: 24)),
      (nil, [:], .init(columns: 80, rows: 24)),
    ] as [(TerminalFacts.Size?, [String: String], TerminalFacts.Size)])
  func measures(_ reported: TerminalFacts.Size?, _ environment: [String: String], _ size: TerminalFacts.Size)
  {
    let facts = TerminalFacts(isTerminal: true, reported: reported, environment: environment)
    #expect(facts.size == size)
  }

  @Test func asksTheDescriptor() {
    var (master, slave): (CInt, CInt) = (-1, -1)
    var window = winsize(ws_row: 33, ws_col: 99, ws_xpixel: 0, ws_ypixel: 0)
    #expect(openpty(&master, &slave, nil, nil, &window) == 0)
    defer { for end in [master, slave] { close(end) } }
    let facts = TerminalFacts(of: slave, environment: ["TERM": "xterm", "COLUMNS": "7"])
    let size = TerminalFacts.Size(columns: 99, rows: 33)
    #expect(facts == TerminalFacts(isTerminal: true, reported: size, environment: ["TERM": "xterm"]))
  }

  @Test func takesNothingElseForATerminal() {
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    let facts = TerminalFacts(of: null, environment: ["TERM": "xterm"])
    #expect(facts == TerminalFacts(isTerminal: false, reported: nil, environment: ["TERM": "xterm"]))
    #expect(!facts.isTerminal)
  }

  @Test func refusesToAskWhereThereIsNoTerminal() {
    #expect(throws: TerminalError.noTerminal) { try ControllingTerminal(path: "/dev/null") }
    #expect(throws: TerminalError.noTerminal) { try ControllingTerminal(path: "/dev/there-is-none") }
  }
}
