import Testing

/// Completion in Debian's shells, on a terminal, as a person would use it.
struct CompletionTests {
  /// What is typed before Tab, and the words that the program gets after it.
  static let cases = [
    ("sfmodels gen", "<generate>"),
    ("sfmodels auth sta", "<auth><status>"),
    ("sfmodels generate --show-s", "<generate><--show-safety>"),
    ("sfmodels generate --safety inp", "<generate><--safety><input>"),
    ("sfmodels feedback goo", "<feedback><good>"),
    ("sfmodels generate -m gpt-4.1-m", "<generate><-m><gpt-4.1-mini>"),
    ("sfmodels generate -f repo", "<generate><-f><report.txt>"),
    ("sfmodels generate -p pro", "<generate><-p><prod>"),
    ("sfmodels generate --logprobs --show-s", "<generate><--logprobs><--show-safety>"),
    ("sfmodels help quicks", "<help><quickstart>"),
  ]

  @Test(arguments: ShellSession.shells)
  func tabCompletes(_ shell: String) async throws {
    try #require(ShellSession.isInstalled(shell), "\(shell) is not installed")
    let home = try Home()
    try home.write("report", to: "work/report.txt")
    try home.write("[profile.prod]\nmodel = \"m\"\n", to: home.settings)
    let cases = Self.cases
    try await onThread {
      let session = try ShellSession(shell, home: home)
      for (typed, words) in cases { try session.types(typed + "\t", andTheProgramGets: words) }
      try session.leave()
    }
  }
}

/// A shell on a terminal in which the program tells its words instead of acting on them.
final class ShellSession {
  static let shells = ["bash", "zsh", "fish"]

  private static let words = [
    "bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"],
  ]

  private static let beginnings = [
    "bash": """
    bind 'set bell-style none'; source <(command sfmodels completions bash); \
    sfmodels() { [ "$1" = __complete ] && { command sfmodels "$@"; return; }; printf '<%s>' "$@"; echo :END; }
    """,
    "zsh": """
    unsetopt beep; autoload -Uz compinit; compinit -u -D; source <(command sfmodels completions zsh); \
    sfmodels() { [[ $1 == __complete ]] && { command sfmodels "$@"; return; }; printf '<%s>' "$@"; echo :END; }
    """,
    "fish": """
    command sfmodels completions fish | source; function sfmodels; \
    if test "$argv[1]" = __complete; command sfmodels $argv; else; printf '<%s>' $argv; echo :END; end; end
    """,
  ]

  private let terminal: Terminal

  init(_ shell: String, home: Home) throws {
    let environment = [
      "HOME": home.path, "PATH": "\(TypedLines.programFolder):/usr/bin:/bin", "PS1": "> ", "COLUMNS": "200",
      "TERM": shell == "fish" ? "xterm" : "dumb",
    ]
    terminal = try Terminal(
      Self.words[shell] ?? [], program: "/usr/bin/\(shell)", environment: environment)
    let beginning = "cd \(home.path)/work; \(Self.beginnings[shell] ?? "")\n"
    terminal.type(beginning)
    terminal.type("echo I am rea''dy\n")
    try terminal.awaits("I am ready")
  }

  static func isInstalled(_ shell: String) -> Bool { Call.isProgram("/usr/bin/\(shell)") }

  /// Return ends the line only after the shell has done what Tab asks for.
  func types(_ text: String, andTheProgramGets words: String) throws {
    terminal.type(text + "\n")
    try terminal.awaits(words + ":END")
  }

  func leave() throws {
    terminal.type("exit\n")
    _ = try terminal.finish()
  }
}
