import Testing

@testable import Terminal

/// Text of several lines.
struct MessageInputTests {
  @Test(arguments: [
    (["one"], "one"), ([""], ""), (["a\\", "b"], "a\nb"), (["a\\", "b\\", ""], "a\nb\n"),
    (["C:\\\\"], "C:\\\\"),
    (["\"\"\"", "a", "b\\", "\"\"\""], "a\nb\\"), (["\"\"\"a", "b\"\"\""], "a\nb"),
    (["\"\"\"one\"\"\""], "one"),
    (["  \"\"\"", "  a", "\"\"\"  "], "  a"), (["\"\"\"", "", "a", "", "\"\"\""], "\na\n"),
    (["say \"\"\" twice"], "say \"\"\" twice"), (["pasted\nlines\\", "more"], "pasted\nlines\nmore"),
    (["\"\"\"\ndef f():\n  pass\n\"\"\""], "def f():\n  pass"), (["\"\"\"", "\"\"\""], ""),
  ])
  func isPutTogether(_ lines: [String], _ message: String) {
    var input = MessageInput()
    let answers = lines.map { input.add($0) }
    #expect(answers == Array(repeating: nil, count: lines.count - 1) + [message])
  }

  @Test(arguments: [("a\rb\r\nc\nd", "a\nb\nc\nd"), ("\r\r", "\n\n"), ("x\0y", "xy"), ("é中\r", "é中\n")])
  func isPasted(_ sent: String, _ lines: String) {
    #expect(PastedText.lines(of: sent.unicodeScalars) == lines)
  }

  @Test(arguments: [
    ("abc\nde\nfghi", 1, nil, 5), ("abc\nde\nfghi", 3, nil, 6), ("abc\nde\nfghi", 5, 1, 8),
    ("abc\nde\nfghi", 11, 6, nil), ("abc", 2, nil, nil), ("\n\n", 1, 0, 2),
  ])
  func isWalkedThrough(_ text: String, _ cursor: Int, _ up: Int?, _ down: Int?) {
    let motion = LineMotion(text: Array(text.unicodeScalars), cursor: cursor)
    #expect(motion.up == up && motion.down == down)
  }
}
