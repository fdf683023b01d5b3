import FoundationEssentials
import TestSupport
import Testing
import Wire

/// `--extract` and its like from the outside.
struct CodeExtractionTests {
  static let answer =
    "Sure:\n```python\nprint(1)\n```\nor\n~~~sh run.sh\necho 2\n~~~\nor\n```py\nprint(3)\n```\nBye."

  private static func run(_ words: [String], answer: String = Self.answer) async -> TestProgram.Result {
    await TestProgram().run(words: words + ["-q", "--emulator", "[[reply: \(answer)]]"])
  }

  @Test(
    arguments: [
      (["-x"], "print(1)\n"), (["--extract"], "print(1)\n"), (["-xpy"], "print(1)\n"),
      (["--extract=bash"], "echo 2\n"), (["--extract-last"], "print(3)\n"),
      (["-xsh", "--extract-last"], "echo 2\n"), (["-xPython", "--extract-last"], "print(3)\n"),
    ] as [([String], String)], ["generate", "chat"])
  func oneBlockIsPrintedAsItStands(_ call: (words: [String], code: String), _ command: String) async {
    #expect(await Self.run([command] + call.words) == .init(status: 0, output: call.code, errors: ""))
  }

  @Test func alsoOfWhatComesPieceByPiece() async {
    let result = await Self.run(["generate", "--api", "llmg", "--stream", "-xsh"])
    #expect(result == .init(status: 0, output: "echo 2\n", errors: ""))
  }

  @Test(arguments: [[], ["--api", "llmg", "--stream"]])
  func withoutABlockTheAnswerIsShownBesideAndTheStatusTells(_ words: [String]) async {
    let result = await Self.run(["generate", "-x"] + words, answer: "No code.")
    #expect(
      result
        == .init(
          status: 1, output: "",
          errors: """
            No code.
            sfmodels: the answer has no block of code
              hint: the whole answer stands on standard error

            """))
  }

  @Test func itSaysWhichLanguagesThereAre() async {
    let result = await Self.run(["generate", "-xruby"])
    #expect(result.status == 1 && result.output == "")
    #expect(
      result.errors.contains(
        "sfmodels: the answer has no block of code in 'ruby', but in python, sh, py\n"), "\(result.errors)")
    #expect(result.errors.hasPrefix(Self.answer + "\n"))
  }

  @Test func aGateCountsMoreThanCodeThatIsNotThere() async {
    let result = await Self.run(["generate", "-x", "--max-toxicity", "0"], answer: "No code.")
    #expect(result.status == 6)
  }

  @Test func allBlocksBecomeFiles() async throws {
    let folder = try TemporaryFolder()
    let words = ["generate", "--extract-all", "\(folder.path)/new"]
    let result = await Self.run(words)
    let names = ["block-1.py", "run.sh", "block-3.py"].map { "\(folder.path)/new/\($0)" }
    #expect(result == .init(status: 0, output: names.map { $0 + "\n" }.joined(), errors: ""))
    let texts = try names.map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(texts == ["print(1)\n", "echo 2\n", "print(3)\n"])
    let again = await Self.run(words + ["-xsh"])
    #expect(again == .init(status: 0, output: "\(folder.path)/new/run-2.sh\n", errors: ""))
  }

  @Test func aFolderThatCannotBeIsRefusedBeforeAnythingIsAsked() async throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    for path in ["file", "no/such", "file/below"] {
      let result = await TestProgram(ScriptedService([])).run(
        words: ["generate", "hi", "--extract-all", "\(folder.path)/\(path)"] + TestProgram.serviceWords,
        environment: TestProgram.serviceEnvironment)
      #expect(result.status == 1)
      #expect(result.errors.contains("cannot write '\(folder.path)/\(path)'"), "\(result.errors)")
    }
  }

  @Test(
    arguments: [
      (["-x", "--json"], "--extract and --json"), (["-xpy", "--raw"], "--extract and --raw"),
      (["--extract-last", "--json"], "--extract-last and --json"),
      (["--extract-all", "d", "--schema", "a"], "--extract-all and --schema"),
      (["-x", "--render"], "--extract and --render"),
      (["--extract-last", "--extract-all", "d"], "--extract-last and --extract-all"),
      (["-x", "--from", "-"], "--from and --extract"), (["-x", "--estimate"], "--estimate and --extract"),
    ] as [([String], String)])
  func whatContradictsItIsRefused(_ words: [String], _ options: String) async {
    let operands = words.contains("--from") ? [] : ["hi"]
    let result = await TestProgram().run(words: ["generate", "--emulator"] + words + operands, input: "{}")
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains("\(options) cannot be used together"), "\(result.errors)")
  }
}
