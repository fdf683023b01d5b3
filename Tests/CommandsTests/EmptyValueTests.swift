import CommandTree
import Testing

@testable import Commands

/// An empty value is a slip: a variable that was not set, an id that was not printed.
struct EmptyValueTests {
  /// A command, the words before the empty one, and what is empty.
  struct Case: Sendable, CustomTestStringConvertible {
    var words: [String]
    var testDescription: String { words.map { $0.isEmpty ? "''" : $0 }.joined(separator: " ") }
  }

  private static func leaves(_ command: CommandDescription) -> [CommandDescription] {
    command.children.isEmpty ? [command] : command.children.flatMap(leaves)
  }

  /// What may be said about nothing.
  private static let texts: Set<String> = ["PROMPT", "MESSAGE"]

  static let options: [Case] = leaves(CommandTree.sfmodels.description()).flatMap { command in
    command.options.filter { $0.value != nil }.map { option in
      // Behind an option that may stand alone the next word is no value.
      let isJoined = option.omission.implied != nil
      return Case(
        words: command.path.dropFirst() + (isJoined ? ["--\(option.name)="] : ["--\(option.name)", ""]))
    }
  }

  static let operands: [Case] = leaves(CommandTree.sfmodels.description()).flatMap { command in
    command.operands.enumerated().filter { !texts.contains($0.element.name) }.map { index, _ in
      let before = index == 0 ? [] : [command.path.last == "feedback" ? "good" : "model"]
      return Case(words: command.path.dropFirst() + before + [""])
    }
  }

  @Test func thereAreMany() {
    #expect(Self.options.count > 150 && Self.operands.count > 10)
  }

  @Test(arguments: options + operands)
  func isAUsageError(_ item: Case) async {
    let error = #expect(throws: UsageError.self) { try CommandTree.sfmodels.parse(item.words) }
    #expect(error?.sentence.hasSuffix("'' is empty") == true, "\(error?.sentence ?? "")")
  }

  @Test(arguments: [
    ["config", "set", "model", ""], ["batch", "wait", "j", ""], ["generate", "--locale=", "hi"],
  ])
  func endsWithTwo(_ words: [String]) async {
    let result = await TestProgram().run(words: words)
    #expect(result.status == 2)
    #expect(result.errors.contains("'' is empty"), "\(result.errors)")
  }

  @Test(arguments: [
    ("login", "did you mean 'auth login'?"), ("logni", "did you mean 'auth login'?"),
    ("token", "did you mean 'auth token'?"), ("statsu", "did you mean 'batch status' or 'auth status'?"),
    ("submit", "did you mean 'batch submit'?"), ("unset", "did you mean 'config unset'?"),
    ("genrate", "did you mean 'generate'?"), ("xyzzy", "see 'sfmodels --help'"),
  ])
  func aMistypedCommandFindsTheOneBelow(_ word: String, _ hint: String) async {
    let result = await TestProgram().run(word)
    #expect(result.status == 2)
    #expect(result.errors == "sfmodels: 'sfmodels' has no command '\(word)'\n  hint: \(hint)\n")
  }
}
