import CommandTree
import Testing

@Suite struct CompletionTests {
  @Test(arguments: Shell.allCases.filter { Tool(name: $0.rawValue).isInstalled })
  func theShellUnderstandsItsScript(_ shell: Shell) throws {
    let tool = Tool(name: shell.rawValue)
    #expect(try tool.output("-n $file", file: tree.completionScript(for: shell)) == "")
    #expect(try tool.output("-n $file", file: awkward.completionScript(for: shell)) == "")
  }

  /// The words as bash cuts them, at `=` and `:` too, the last of them unfinished; and what it is offered.
  @Test(
    .enabled(if: Tool(name: "bash").isInstalled),
    arguments: [
      ("l", "lamp"), ("''", "lamp run sum auth models"), ("auth ''", "login status"),
      ("-", "--help -h --version --json"),
      ("lamp --si", "--size"), ("lamp --si x", ""), ("lamp --size ''", "small medium large"),
      ("lamp --size =", "small medium large"), ("lamp --size = l", "large"), ("lamp -s m", "medium"),
      ("lamp -lqs l", "large"), ("lamp -slarge --lou", "--loud"), ("lamp --no-", "--no-stream"),
      ("lamp table --str", "--stream"),
      ("lamp --model c", "claude:sonnet"), ("lamp --model = claude : s", "sonnet"),
      ("lamp -m claude : s", "sonnet"),
      ("lamp -m x --pro", "--profile"), ("-p prod lamp --lou", "--loud"), ("lamp -- --lou", ""),
      ("lamp -f x", "[-o default]"), ("lamp --file = x", "[-o default]"), ("models show x", "[-o dirnames]"),
      ("models ''", "list show"), ("models --r", "--remote"), ("models list ''", ""),
      ("auth login ''", "small medium large"), ("auth login small ''", ""), ("add --h", "--help"),
      ("run compg", "compgen"), ("run -v compg", "compgen"), ("run ls --he", "[-o default]"),
      ("run --verb", "--verbose"),
      ("nothing ''", "lamp run sum auth models"), ("__sec", ""),
    ])
  func bashOffers(_ words: String, _ expected: String) throws {
    let stubs = #"""
      sample() { printf '%s\t%s\n' "$1" first claude:sonnet "" gpt-4o-mini Small; }
      compopt() { COMPREPLY=("[$*]"); echo "${COMPREPLY[*]}"; }
      """#
    #expect(try tree.offeredByBash(words, where: stubs) == expected)
  }

  @Test(
    .enabled(if: Tool(name: "fish").isInstalled),
    arguments: [
      ("l", "lamp:Light a lamp"), ("auth l", "login:Sign in"), ("lamp --si", "--size:How large it is"),
      ("lamp --size l", "large:How large it is"), ("lamp --no-s", "--no-stream:Opposite of --stream"),
      ("lamp -lm g", "gpt-4o-mini:Small"), ("-p prod lamp --lo", "--loud:Hum while it burns"),
      ("models --r", "--remote:Ask the org"), ("auth login m", "medium"),
      ("add --h", "--help:Show this help"),
      ("run -v contains_", "contains_seq"), ("__sec", ""),
    ])
  func fishOffers(_ words: String, _ expected: String) throws {
    let stub = #"function sample; printf '%s\t%s\n' gpt-4o-mini Small claude:sonnet ''; end"#
    let lines = try tree.offeredByFish(words, where: stub)
    #expect(lines.joined(separator: " ") == expected)
  }

  @Test func zshGetsAFunctionForEachCommand() {
    let script = tree.completionScript(for: .zsh)
    #expect(
      script.contains(
        #"""

        _sample-auth-login() {
          _arguments -s -S \
            '(-p --profile)'{-p+,--profile=}'[Which org and app to use]:NAME:{_sample_ask profiles}' \
            '(--timeout)'--timeout='[How long to wait for the first byte, and between bytes]:DURATION:' \
            '(-5 --retries)'{-5+,--retries=}'[How often to try again]:N:' \
            '(-h --help)'{-h,--help}'[Show this help]' \
            ':SIZE:(small medium large)'
        }

        """#))
    #expect(script.contains("\n_sample-sum _sample-add() {\n"))
    #expect(!script.contains("__secret"))
  }

  @Test func wordsAreQuotedForTheShell() {
    #expect(
      awkward.completionScript(for: .zsh).contains(
        #"'(--header)'--header='[A \[header\]\: the user'\''s]:NAME\: VALUE:'"#))
    #expect(awkward.completionScript(for: .fish).contains(#"-l header -x -d 'A [header]: the user\'s'"#))
  }
}
