import Synchronization
import Terminal
import Testing

@testable import Commands

/// Where it is shown that an answer is awaited.
struct SpinnerTests {
  @Test(
    arguments: [
      (true, ["TERM": "xterm"], [], true), (true, ["TERM": "xterm", "NO_COLOR": "1"], [], true),
      (true, ["TERM": "dumb"], [], false), (true, [:], [], false), (false, ["TERM": "xterm"], [], false),
      (true, ["TERM": "xterm"], ["-q"], false), (true, ["TERM": "xterm"], ["-v"], false),
    ] as [(Bool, [String: String], [String], Bool)])
  func spinsOnATerminalThatCanDraw(
    _ isTerminal: Bool, _ variables: [String: String], _ words: [String], _ spins: Bool
  ) async throws {
    let drawn = Mutex("")
    var context = TestProgram().context(nil, variables)
    context.errors = Output(isTerminal: isTerminal) { bytes in
      drawn.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
    context.pause = { _ in
      await Task.yield()
      try Task.checkCancellation()
    }
    var options = NetworkOptions()
    (options.quiet, options.verbose) = (words == ["-q"], words == ["-v"])
    await context.spinner(options).spin {
      if spins {
        while drawn.withLock({ $0.isEmpty }) { await Task.yield() }
      } else {
        for _ in 0..<1_000 { await Task.yield() }
      }
    }
    #expect(drawn.withLock { $0.contains("⠋") } == spins)
    // Nothing is left of it.
    #expect(drawn.withLock { $0.isEmpty || $0.hasSuffix(" \r") })
  }

  @Test func whatIsSaidMeanwhileTakesItsPlace() throws {
    let shown = Mutex("")
    let output = Output(isTerminal: true) { bytes in
      shown.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
    }
    try output.draw("\r\u{1B}[2m⠋ 0 s\u{1B}[22m")
    try output.line(prose: "a note")
    try output.line("data")
    try output.draw("\r⠋ 1 s")
    try output.draw("\r     \r")
    try output.write("the end")
    #expect(
      shown.withLock { $0 }
        == "\r\u{1B}[2m⠋ 0 s\u{1B}[22m\r     \ra note\ndata\n\r⠋ 1 s\r     \rthe end")
  }
}
