import Testing

@testable import CommandTree

@Suite struct MistakeTests {
  @Test func findsNoneWhereThereIsNone() {
    #expect(
      CommandTree(CommandMetadata("sample", "Try it."), version: "1", [.command(Lamp.self)]).mistakes() == [])
  }

  @Test func findsMistakesInOptions() {
    #expect(
      mistakes(in: [.command(BadOptions.self)])
        == [
          "two options are called '--twice'",
          "two options are called '--no-dark'",
          "two options are called '--help'",
          "two options are called '-t'",
          "two options are called '-h'",
          "two options are filled from BAD",
          "two options are filled from the setting 'bad'",
          "option '--light' is on from the start and cannot be turned off; make it negatable",
          "option '--help' has no help",
          "option '--no-stop' has a help without a full stop",
          "option '--base-url' has a help that only repeats its name",
          "option '--Big' is not written in small letters, digits and hyphens",
          "option '--version' is understood already",
          "option '--nameless' has no name for its value",
          "option '--hyphen' has a short name that cannot be typed: '-'",
        ].map { "bad options: \($0)" })
  }

  @Test func findsMistakesInOperands() {
    #expect(
      mistakes(in: [.command(BadOperands.self)])
        == [
          "operand MANY has no help",
          "two operands are called ONE",
          "two operands take any number of words",
          "ONE is required after ONE, which is not",
          "nothing is left for MORE after MANY",
        ].map { "bad operands: \($0)" })
  }

  @Test func findsMistakesInWords() {
    #expect(
      mistakes(in: [.command(BadWords.self)]) == [
        "bad Bad Words: the name 'Bad Words' is not a lower-case word",
        "bad Bad Words: has no summary",
        "bad Bad Words: has no discussion",
        "bad Bad Words: the example 'bad lamp' does not parse: 'bad' has no command 'lamp'",
        "bad Bad Words: the example 'ls' does not call bad",
        "bad Bad Words: the example 'ls' is not explained by a sentence",
      ])
  }

  @Test func findsMistakesInGroups() {
    #expect(
      mistakes(in: [
        .command(Sum.self), .command(Sum.self),
        .group(CommandMetadata("add", "Add"), default: "lamp", [.command(Secret.self)]),
      ]).filter { !$0.hasPrefix("bad sum") } == [
        "bad: two commands are called 'sum'", "bad: two commands are called 'add'",
        "bad add: the summary has no full stop", "bad add: the default 'lamp' is none of its commands",
      ])
  }

  @Test func findsFactsThatAreNotExplained() {
    let tree = CommandTree(
      CommandMetadata("bad", "Do it."), version: "1", environment: [.init("BAD", "")],
      files: [.init("/bad", "Bad")], exitStatus: [.init("1", "Bad.")], [])
    #expect(
      tree.mistakes() == [
        "bad: has no discussion", "bad: has no example",
        "the meaning of BAD is not a sentence with a full stop",
        "the meaning of /bad is not a sentence with a full stop",
      ])
  }

  @Test(
    arguments: [
      ("sample a b", [["a", "b"]]),
      ("git diff | sample generate 'Write a \"message\"'", [["generate", "Write a \"message\""]]),
      ("sample embed -o v.jsonl <corpus.txt 2>&1 >>log", [["embed", "-o", "v.jsonl"]]),
      ("sample a; sample b && sample c||sample d &", [["a"], ["b"], ["c"], ["d"]]),
      ("curl -H \"Bearer $(sample auth token)\" x", [["auth", "token"]]),
      ("sample say \"$(sample auth token)\" loud # sample no", [["auth", "token"], ["say", "$", "loud"]]),
      ("KEY=1 sample say a\\ b ''", [["say", "a b", ""]]),
      ("for f in *; do sample show \"$f\"; done", [["show", "$f"]]),
      ("sample say a \\\n  b", [["say", "a", "b"]]),
    ] as [(String, [[String]])])
  func readsExamplesAsTheShellDoes(_ line: String, calls: [[String]]) {
    #expect(ShellReader.calls(of: "sample", in: line) == calls)
  }

  private func mistakes(in branches: [CommandTree.Branch]) -> [String] {
    let words = CommandMetadata(
      "bad", "Do it.", discussion: "All bad.", examples: [Example("bad --help", "Show what there is.")])
    return CommandTree(words, version: "1", branches).mistakes()
  }
}

private struct BadOptions: Command {
  var flag = false
  var light = true
  var text = ""

  static let words = CommandMetadata("options", "Be bad.", isHidden: true)

  static var syntax: Syntax<BadOptions> {
    [
      .option(\.text, "twice", "t", environment: "BAD", setting: "bad", help: "Some text."),
      .option(\.text, "twice", "t", environment: "BAD", setting: "bad", help: "Some text."),
      .flag(\.light, "light", help: "Have light."),
      .flag(\.flag, "dark", negatable: true, help: "Have none."),
      .flag(\.flag, "no-dark", help: "Have more."),
      .flag(\.flag, "help", help: ""),
      .flag(\.flag, "no-stop", "h", help: "Go on"),
      .option(\.text, "base-url", help: "The base URL."),
      .option(\.text, "Big", help: "Some text."),
      .flag(\.flag, "version", help: "Tell all."),
      .option(\.text, "nameless", value: "", help: "Some text."),
      .flag(\.flag, "hyphen", "-", help: "Have more."),
    ]
  }
}

private struct BadOperands: Command {
  var one: String?
  var two = ""
  var many: [String] = []

  static let words = CommandMetadata("operands", "Be bad.", isHidden: true)

  static var syntax: Syntax<BadOperands> {
    [
      .operand(\.one, "ONE", help: "Some text."),
      .operand(\.two, "ONE", help: "Some text."),
      .operand(\.many, "MANY", help: ""),
      .operand(\.many, "MORE", help: "Some text."),
    ]
  }
}

private struct BadWords: Command {
  static let words = CommandMetadata(
    "Bad Words", "", examples: [Example("bad lamp", "Light a lamp."), Example("ls", "List")])

  static var syntax: Syntax<BadWords> { [] }
}
