import FoundationEssentials
import Testing

/// What the README shows is what happens.
@Suite struct ReadmeTests {
  /// Lines that cannot be run as they stand, and why.
  private static let notRun = [
    ".ci/release && apt-get install -y ./.build/package/sfmodels_*.deb":
      "it builds, and installs for everybody; .ci/run does it, and Tests/Package/run on machines that have nothing",
    "sfmodels auth login": "it asks at a terminal; LoginTests answer it",
    "sfmodels chat": "a conversation at a terminal; ChatTerminalTests hold it",
    "sfmodels chat --emulator": "a conversation at a terminal; ChatTerminalTests hold it",
    "sfmodels chat -c": "a conversation at a terminal; ChatMemoryTests hold it",
    "sfmodels serve": "its port may be taken here; ServeTests run it on a free one",
    "sfmodels serve --emulator": "its port may be taken here; ServeTests run it on a free one",
    "sfmodels serve --host 0.0.0.0 --keys": "it listens to everybody; NamedKeyServerTests run it on loopback",
    "sfmodels serve --port 8081 --allow-host models.example.com":
      "its port may be taken; BalancerTests run it",
    "sfmodels run claude": "it asks at a terminal; test_agents.py runs it with a prompt",
    "sfmodels run --api llmg codex exec 'Fix the tests'": "Codex need not be here; test_agents.py runs it",
    "sfmodels rows merge vectors.*.jsonl -o vectors.jsonl":
      "its parts come from eight machines; RowsMergeTests have some",
    "sfmodels run python3 agent.py": "a program of the reader's; RunTests run others",
  ]

  /// The libraries that the manifest names by their archives, `libcrypto.a`, and what people call them.
  private static let linked = [
    "crypto": "OpenSSL's libcrypto", "sqlite3": "SQLite", "edit": "libedit", "bsd": "libbsd", "md": "libmd",
    "tinfo": "ncurses", "z": "zlib", "zstd": "Zstandard",
  ]

  @Test func itNamesWhatIsLinkedIn() throws {
    let path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Package.swift"
    let manifest = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let libraries = manifest.matches(of: /":lib(\w+)\.a"/).map { String($0.output.1) }
    let text = try Readme().text
    let start = try #require(text.firstRange(of: "linked in: ")).upperBound
    let sentence = text[start...].prefix { $0 != "." }
    #expect(Set(libraries) == Set(Self.linked.keys))
    #expect(Self.linked.values.filter { !sentence.contains($0) } == [])
  }

  @Test func theSessionGoesAsShown() async throws {
    let steps = try Readme().session
    try await NewcomersShell().expect(steps)
    #expect(steps.count > 18)
  }

  @Test func theLinesOfItsTextRunInOneHome() async throws {
    let lines = try Readme().lines.filter { Self.notRun[$0] == nil }
    let answers = try await Examples.answers(to: lines)
    for (line, answer) in zip(lines, answers) {
      #expect(answer.exit == 0 && !answer.errors.contains("warning: "), "\(line): \(answer)")
    }
    #expect(lines.count >= 4)
  }

  @Test func whatIsNotRunIsThere() throws {
    let lines = try Readme().lines + Readme().named
    #expect(Self.notRun.keys.filter { !lines.contains($0) } == [])
  }

  @Test(
    arguments: [
      ("one\n", "one\n", true), ("one\n", "two\n", false), ("id …\n", "id 5\n", true),
      ("… b …", "a b c", true),
      ("a … c … d", "a b d c e d", true), ("a … c … d", "a d c", false), ("a…a", "a", false), ("…", "", true),
    ])
  func anEllipsisStandsForWhatDiffersByNature(_ shown: String, _ said: String, _ fits: Bool) {
    #expect(Readme.Step(command: "", output: shown).isAnswered(by: said) == fits)
  }

  @Test func thereAreExactlyTwoCommands() throws {
    #expect(try Readme().commands.count == 2)
  }

  @Test func whatItsSentencesNameRunsToo() async throws {
    let lines = try Readme().named.filter { Self.notRun[$0] == nil }
    let answers = try await Examples.answers(to: lines)
    for (line, answer) in zip(lines, answers) { #expect(answer.exit == 0, "\(line): \(answer)") }
    #expect(answers.count > 6)
  }
}

/// The README, read as text.
struct Readme {
  /// A line that somebody types and what comes back, where an ellipsis stands for anything.
  struct Step: Sendable {
    var command: String
    var output = ""

    func isAnswered(by said: String) -> Bool {
      let parts = output.split(separator: "…", omittingEmptySubsequences: false)
      guard let first = parts.first, let last = parts.last, parts.count > 1 else { return said == output }
      guard said.hasPrefix(first) else { return false }
      var rest = said.dropFirst(first.count)
      for part in parts.dropFirst().dropLast() {
        guard let found = rest.firstRange(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
      return rest.hasSuffix(last)
    }
  }

  let text: String

  init() throws {
    let path = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/README.md"
    text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  var session: [Step] { Self.steps(in: blocks("console").flatMap { $0 }) }

  /// What is typed behind a `$`, over several lines where they end with a backslash, and what comes back below it.
  static func steps(in lines: [Substring]) -> [Step] {
    lines.reduce(into: []) { steps, line in
      if line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
      } else if let last = steps.last, last.command.hasSuffix("\\"), last.output.isEmpty {
        steps[steps.count - 1].command += "\n" + line
      } else if !steps.isEmpty {
        steps[steps.count - 1].output += line + "\n"
      }
    }
  }

  var commands: [Substring] { blocks("sh").flatMap { $0 } }

  /// The lines of shell that are indented in its text, without their comments.
  var lines: [String] {
    var isFenced = false
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("```") { isFenced.toggle() }
      guard !isFenced, line.hasPrefix("    ") else { return nil }
      let shell = line.dropFirst(4).replacing(#/ +# .*$/#, with: "")
      return String(shell)
    }
  }

  /// The commands that its sentences and its table name.
  var named: [String] { text.matches(of: /`(sfmodels [^`\n]*)`/).map { String($0.output.1) } }

  /// The lines of the fenced blocks of one language.
  func blocks(_ language: String) -> [[Substring]] {
    var blocks: [[Substring]] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```\(language)" {
        isInside = true
        blocks.append([])
      } else if line == "```" {
        isInside = false
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }
}
