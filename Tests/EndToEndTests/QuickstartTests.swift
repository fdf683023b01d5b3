import FoundationEssentials
import TestSupport
import Testing

/// What the quickstart shows is what happens, and its workflow works.
@Suite struct QuickstartTests {
  private struct Topic: Decodable {
    struct Section: Decodable { var title: String, text: String }
    var sections: [Section]
  }

  @Test func everyLineGoesAsShown() async throws {
    let steps = try await Self.sections().flatMap { Readme.steps(in: Self.literal($0.text)) }
    try await NewcomersShell().expect(steps)
    #expect(steps.count > 14)
  }

  /// Of 80 columns a manual page has 71 for lines that stand to the letter.
  @Test func itsLinesFitATerminal() async throws {
    let lines = try await Self.sections().flatMap { Self.literal($0.text) }
    #expect(lines.filter { $0.count > 71 } == [])
  }

  @Test func theReadmeHasTheSameWorkflow() async throws {
    let job = try #require(try await Self.sections().first { $0.title.contains("CI job") })
    let blocks = try Readme().blocks("yaml")
    #expect(blocks.count == 2)
    #expect(blocks.first?.joined(separator: "\n") == Self.literal(job.text).joined(separator: "\n"))
  }

  struct Run: CustomTestStringConvertible {
    var name: String
    var prompts: String
    var client = "3MVG9.key"
    /// The exit status of each `run:` until one fails.
    var exits: [Int32]
    var says: String

    var testDescription: String { name }
  }

  private static let secret = "5ecret-of-the-job"
  private static let hi = #"{"prompt":"hi"}"# + "\n"

  @Test(arguments: [
    Run(name: "all is well", prompts: hi, exits: [0, 0, 0, 0], says: "1 row"),
    Run(
      name: "a prompt is refused", prompts: hi + #"{"prompt":""}"# + "\n", exits: [0, 0, 0, 0],
      says: "::warning::refused: 1"),
    Run(
      name: "an answer is harmful", prompts: #"{"prompt":"[[toxic]] hi"}"# + "\n", exits: [0, 0, 0, 1],
      says: "::error::an answer is harmful"),
    Run(name: "the file is no JSON Lines", prompts: "", exits: [0, 0, 0, 2], says: "is empty"),
    Run(
      name: "the secret is wrong", prompts: hi, client: "refuse-wrong-secret", exits: [0, 3],
      says: "the consumer secret is wrong"),
  ])
  func theWorkflowRunsAsOnGitHub(_ run: Run) async throws {
    let steps = try Self.runs(in: Readme().blocks("yaml")[0].map(String.init))
    let emulator = try Served(Call(["emulator", "--port", "0"]))
    defer { emulator.child.send(9) }
    var session = try TypedLines()
    session.environment = Self.environment(of: run, at: emulator.address, in: session.home.path)
    // What comes from elsewhere: the package, and the right to install it.
    try session.provide("curl", "touch /dev/null")
    try session.provide("sudo", "echo \"$@\"")
    try session.home.write(run.prompts, to: "work/prompts.jsonl")
    let commit = "git -c user.name=a -c user.email=a@b commit -qm a"
    let checkout = "git init -q . && git add -A && \(commit) && echo b >b && git add b && \(commit)"
    let lines = steps.enumerated().map { index, step in
      "cat >~/step\(index).sh <<'END'\n\(step)\nEND\nbash -e ~/step\(index).sh 2>&1"
    }
    let answers = try await session.run([checkout] + lines)
    let exits = answers.dropFirst().map(\.exit)
    let end = exits.firstIndex { $0 != 0 }.map { $0 + 1 } ?? exits.count
    #expect(answers[0].exit == 0 && Array(exits[..<end]) == run.exits, "\(answers)")
    #expect(answers[end].output.contains(run.says), "\(answers[end])")
    let summary = try session.home.read(session.home.path + "/summary.md")
    #expect(end < 3 || summary.contains("pretend org"), "\(summary)")
    #expect(!answers.contains { $0.output.contains(Self.secret) || $0.errors.contains(Self.secret) })
  }

  private static func environment(
    of run: Run, at address: String, in home: String
  ) -> [String: String] {
    [
      "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": home + "/summary.md", "TERM": "dumb",
      "SFMODELS_DOMAIN": address, "SFMODELS_CLIENT_ID": run.client, "SFMODELS_CLIENT_SECRET": secret,
      "PACKAGE": "https://example.com/sfmodels.deb",
    ]
  }

  /// What each `run:` of a workflow runs, in one line or below it.
  static func runs(in workflow: [String]) -> [String] {
    var runs: [String] = []
    var margin: Int?
    for line in workflow {
      let indent = line.prefix { $0 == " " }.count
      if let open = margin, indent >= open {
        runs[runs.count - 1] += line.dropFirst(open) + "\n"
      } else if let command = line.firstMatch(of: /^ +(?:- )?run: (.*)$/)?.output.1 {
        margin = command == "|" ? indent + (line.contains("- run") ? 4 : 2) : nil
        runs.append(command == "|" ? "" : String(command))
      } else {
        margin = nil
      }
    }
    return runs
  }

  private static func sections() async throws -> [Topic.Section] {
    let outcome = try await Call(["help", "--json", "quickstart"]).run()
    return try JSONDecoder().decode(Topic.self, from: Data(outcome.output.utf8)).sections
  }

  /// The lines that stand to the letter in a text, without the margin.
  private static func literal(_ text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.filter { $0.hasPrefix("    ") }.map { $0.dropFirst(4) }
  }
}
