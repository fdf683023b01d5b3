import CommandTree
import Testing

@Suite struct UsageErrorTests {
  @Test(
    arguments: [
      ([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c"),
    ] as [([String], String)])
  func severalAreListedAsASentenceListsThem(_ words: [String], _ sentence: String) {
    #expect(words.alternatives == sentence)
  }

  @Test(
    arguments: [
      ("lmap", "'sample' has no command 'lmap'", "did you mean 'lamp'?"),
      ("xyzzy lamp", "'sample' has no command 'xyzzy'", "see 'sample --help'"),
      ("-p prod lmap hi", "'sample' has no command 'lmap'", "did you mean 'lamp'?"),
      ("--loud prod lamp", "'sample' has no command 'prod'", "see 'sample --help'"),
      ("__secre", "'sample' has no command '__secre'", "see 'sample --help'"),
      ("help auth logn", "'sample auth' has no command 'logn'", "did you mean 'login'?"),
      ("help lmap", "'sample' has no command 'lmap'", "did you mean 'lamp'?"),
      ("auth stauts", "'sample auth' has no command 'stauts'", "did you mean 'status'?"),
      ("models lst", "'sample models' has no command 'lst'", "did you mean 'list'?"),
      ("auth", "'sample auth' needs a command: login or status", "see 'sample auth --help'"),
      ("--verison", "'sample' has no option '--verison'", "did you mean '--version'?"),
      ("--version --jsn", "'sample' has no option '--jsn'", "did you mean '--json'?"),
      ("auth --jason --version", "'sample auth' has no option '--jason'", "did you mean '--json'?"),
      ("--version -x", "'sample' has no option '-x'", "see 'sample --help'"),
      ("sum --jsno --version", "'sample sum' has no option '--jsno'", "see 'sample sum --help'"),
      ("lamp --modle x", "'sample lamp' has no option '--modle'", "did you mean '--model'?"),
      ("lamp --mod x", "'sample lamp' has no option '--mod'", "did you mean '--model'?"),
      ("lamp --no-steam", "'sample lamp' has no option '--no-steam'", "did you mean '--no-stream'?"),
      ("lamp --no-loud", "'sample lamp' has no option '--no-loud'", "see 'sample lamp --help'"),
      ("lamp -x", "'sample lamp' has no option '-x'", "see 'sample lamp --help'"),
      ("lamp -lx", "'sample lamp' has no option '-x'", "see 'sample lamp --help'"),
      ("--json lamp", "'sample lamp' has no option '--json'", "see 'sample lamp --help'"),
      ("auth status -json", "'sample auth status' has no option '-json'", "did you mean '--json'?"),
      ("lamp --model", "option '--model' needs a value", "write '--model NAME'"),
      ("lamp -lm", "option '-m' needs a value", "write '-m NAME'"),
      (
        "lamp --model --loud", "option '--model' needs a value",
        "to pass '--loud' as the value, write '--model=--loud'"
      ),
      ("lamp -m -lq", "option '-m' needs a value", "to pass '-lq' as the value, write '-m-lq'"),
      (
        "lamp --model --size=large", "option '--model' needs a value",
        "to pass '--size=large' as the value, write '--model=--size=large'"
      ),
      ("lamp --loud=yes", "option '--loud' takes no value, but got 'yes'", "see 'sample lamp --help'"),
      (
        "lamp --size lrage", "option '--size': 'lrage' is not one of small, medium, large",
        "did you mean 'large'?"
      ),
      ("lamp -s 12", "option '-s': '12' is not one of small, medium, large", nil),
      ("lamp --retries few", "option '--retries': 'few' is not a whole number", nil),
      ("lamp --timeout -3s", "option '--timeout': '-3s' is negative; a duration is not", nil),
      ("auth login", "'sample auth login' needs SIZE", "see 'sample auth login --help'"),
      ("auth login smal", "SIZE: 'smal' is not one of small, medium, large", "did you mean 'small'?"),
      ("run", "'sample run' needs COMMAND [ARG]", "see 'sample run --help'"),
      ("models show", "'sample models show' needs FOLDER", "see 'sample models show --help'"),
      (
        "auth status now", "'sample auth status' does not know what to do with 'now'",
        "see 'sample auth status --help'"
      ),
    ] as [(String, String, String?)])
  func says(_ line: String, _ sentence: String, _ hint: String?) throws {
    let error = try #require(throws: UsageError.self) { try parse(line) }
    #expect([error.sentence, error.hint] == [sentence, hint])
  }

  @Test func carriesTheFacts() {
    #expect(throws: UsageError.missingOperand("SIZE", command: ["sample", "auth", "login"])) {
      try parse("auth login")
    }
  }
}
