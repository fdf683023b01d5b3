import FoundationEssentials
import TestSupport
import Testing

/// The examples of every help text and manual page run as they stand.
@Suite struct ExampleTests {
  /// Lines that cannot be run as they stand, and why.
  private static let notRun = [
    "sfmodels auth login": "it asks at a terminal; LoginTests answer it",
    "sfmodels auth login --domain acme.my.salesforce.com": "it asks at a terminal; LoginTests answer it",
    "sfmodels auth login --domain acme.my.salesforce.com --client-id 3MVG9… --flow web":
      "it waits for a browser; WebLoginTests play it",
    "sfmodels auth login -p gateway --flow api-key": "it asks at a terminal; HandedOverTests answer it",
    "sfmodels chat --emulator": "a conversation at a terminal; ChatTerminalTests hold it",
    "sfmodels plugin summary --data @request.json --stream": "an org's own plug-in; GatewayTests have one",
    "sfmodels serve --api llmg --log-format json":
      "its port may be taken here; ServeTests run it on a free one",
    "sfmodels emulator --script task.jsonl": "its port may be taken here; ClientTests have such a file",
    "sfmodels emulator --fail 503:0.1 --rate-limit 60":
      "its port may be taken here; FaultTests run it on a free one",
    "sfmodels generate -xpython 'Write a script …' >script.py":
      "the pretended org writes no code; CodeBlockTests have answers with some",
    "sfmodels keys show alice --json": otherKey,
    "sfmodels keys set alice --rpm 120 --tokens-per-day none": otherKey,
    "sfmodels keys set alice --expires never": otherKey, "sfmodels keys rotate alice --grace 1h": otherKey,
    "sfmodels keys rotate alice --grace 0s": otherKey, "sfmodels keys revoke alice": otherKey,
    "sfmodels run claude": "it asks at a terminal; test_agents.py runs it with a prompt",
    "sfmodels run --emulator --api llmg codex exec 'Say hello'":
      "Codex need not be here; test_agents.py runs it",
    "sfmodels run --log agent.log python3 agent.py --fast": "a program of the reader's; RunTests run others",
  ]

  private static let otherKey = "the key is another page's; KeysCommandTests have one"

  /// What an advertisement shows, where it is more than that it works.
  private static var results: [String: Regex<Substring>] {
    [

      "sfmodels similar --emulator 'my cat' --in vectors.jsonl":
        /0\.\d+  1  the cat sleeps\n-?0\.0\d+  2  a dog barks\n/,
      "sfmodels similar 'late delivery' --in tickets.npy -k 3": #/ 0\.[3-9]\d+  1\n.*\n.*\n/#,
      "sfmodels embed --emulator 'to be' 'or not'": /{"id":1,.*\n{"id":2,.*\n/,
      "sfmodels plugin echo --emulator --data '{\"a\":1}'": /{"a":1}\n/,
    ]
  }

  @Test func eachRunsAsItStandsInTheOrderOfItsPage() async throws {
    for (command, lines) in try await Examples.all() {
      let lines = lines.filter { Self.notRun[$0] == nil && !Examples.isServer($0) }
      for (line, answer) in zip(lines, try await Examples.answers(to: lines)) {
        #expect(answer.exit == 0, "\(command): \(line): \(answer)")
        #expect(!answer.errors.contains("warning: "), "\(command): \(line): \(answer)")
        guard let result = Self.results[line] else { continue }
        #expect(answer.output.wholeMatch(of: result) != nil, "\(line): \(answer.output)")
      }
    }
  }

  @Test func serversListenAndEnd() async throws {
    let lines = try await Examples.all().flatMap(\.lines).filter {
      Examples.isServer($0) && Self.notRun[$0] == nil
    }
    #expect(
      lines == [
        "sfmodels serve --emulator --port 0", "sfmodels emulator --port 0",
        "sfmodels emulator --port 0 --records 1000000",
      ])
    for line in lines {
      let exit = try await onThread {
        var call = Call(line.split(separator: " ").dropFirst().map(String.init))
        call.environment = ["HOME": try Home().path]
        let served = try Served(call)
        served.child.send(15)
        return try served.child.finish().exit
      }
      #expect(exit == 0, "\(line)")
    }
  }

  @Test func whatIsNotRunAndWhatIsComparedIsThere() async throws {
    let lines = try await Examples.all().flatMap(\.lines)
    #expect(Self.notRun.keys.filter { !lines.contains($0) } == [])
    #expect(Self.results.keys.filter { !lines.contains($0) } == [])
  }
}

/// The examples of all commands, and the world that they take for granted.
enum Examples {
  private struct Command: Decodable {
    struct Example: Decodable { var line: String }

    var command: String
    var examples: [Example]
    var commands: [Command]?

    var all: [Command] { [self] + (commands ?? []).flatMap(\.all) }
  }

  /// The commands that have examples, with the lines of each.
  static func all() async throws -> [(command: String, lines: [String])] {
    let outcome = try await Alone().run("help", "--json")
    let root = try JSONDecoder().decode(Command.self, from: Data(outcome.outputBytes))
    return root.all.map { ($0.command, $0.examples.map(\.line)) }
  }

  static func isServer(_ line: String) -> Bool {
    line.hasPrefix("sfmodels emulator")
      || line.hasPrefix("sfmodels serve --") && !line.contains("--print-config")
  }

  /// Runs the lines one behind the other, signed in to the pretended org, where the files are that they name.
  static func answers(to lines: [String]) async throws -> [TypedLines.Answer] {
    guard !lines.isEmpty else { return [] }
    let app = try Home()
    let certificate = try app.write(TestKeys.certificate, to: "certificate.pem")
    let emulator = try Served(Call(["emulator", "--port", "0", "--certificate", certificate]))
    defer { emulator.child.send(9) }
    let session = try session(signedInTo: emulator.address)
    let here = lines.map {
      $0.replacing("https://acme.my.salesforce.com", with: emulator.address)
        .replacing("acme.my.salesforce.com", with: emulator.address)
    }
    let answers = try await session.run(preparation + here)
    #expect(
      answers.prefix(preparation.count).allSatisfy { $0.exit == 0 }, "\(answers.prefix(preparation.count))")
    return Array(answers.dropFirst(preparation.count))
  }

  private static func session(signedInTo address: String) throws -> TypedLines {
    var session = try TypedLines()
    session.environment = [
      "SFMODELS_DOMAIN": address, "SFMODELS_CLIENT_ID": "3MVG9.key", "SFMODELS_CLIENT_SECRET": "hush",
      "EDITOR": "cat",
    ]
    try session.provide("pass", "echo hush")
    for (name, content) in files { try session.home.write(content, to: "work/\(name)") }
    for (name, content) in templates {
      try session.home.write(content, to: ".config/sfmodels/templates/\(name).md")
    }
    try session.home.write("", to: ".config/fish/completions/.keep")
    return session
  }

  private static let files = [
    "corpus.txt": "to be\nor not\nto be\n", "corpus.csv": "key,body\na,to be\nb,or not\n",
    "corpus.jsonl": #"{"key":"a","body":"to be"}"# + "\n", "prompts.jsonl": #"{"prompt":"hi"}"# + "\n",
    "prompts.csv": "prompt\nhi\nhow are you?\n", "report.txt": "All went well.\n", "secret": "hush\n",
    "cases.csv": "Id,Subject\n1,It rains in\n", "diff.txt": "-a\n+b\n", "commit.md": "{{input}}\n",
    "key.pem": TestKeys.pkcs8,
    "judged.jsonl": #"{"generation_id":"333127bd-2d5d-41e8-9781-59a1a18ed69f","verdict":"good"}"# + "\n",
    "cases.jsonl": #"{"id":"capital","prompt":"[[reply: It is Paris.]]","expected":"Paris"}"# + "\n",
    "new.csv": "Id,Subject\n500A,late delivery again\n",
    "tickets.txt": "late delivery, again\na fine day\nwrong colour\n",
  ]

  private static let templates = [
    "commit":
      "+++\nvariables = { tone = \"friendly\" }\n+++\nWrite a {{tone}} commit message:\n\n{{input}}\n",
    "interview": "Ask me about {{topic}}.\n",
  ]

  /// What people have done before.
  private static let preparation = [
    "git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -qm first",
    "echo 'All went very well.' >report.txt", "sfmodels embed --from tickets.txt -o tickets.npy",
    #"sfmodels auth login -p prod --domain "$SFMODELS_DOMAIN" --client-id k --client-secret-stdin <secret"#,
    "for k in 1 2 3; do sfmodels embed --emulator --from corpus.txt --shard $k/3 -o part-$k.jsonl; done",
    "sfmodels generate hello", "sfmodels chat hello", "sfmodels config set model gpt-4o",
  ]
}
