import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Whichever way one signs in and whatever one asks for, secrets are in no output, in no file that others can read, on no
/// command line, and in no environment of a program that is started.
@Suite struct SecretSearchTests {
  /// A way to sign in: the words behind `auth login`, and what is put into standard input.
  struct Way: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    var input: Call.Input = .nothing
    /// Which programs are started on the way.
    var starts: Set<String> = []

    var testDescription: String { name }
  }

  static let clientSecret = "cl1ent+5ecret/of=the&app"
  static let apiKey = "g4teway-k3y"
  static let serveKey = "s3rve-k3y"
  /// A token of somebody else's, in the environment only.
  static let accessToken = Documents.webToken(subject: "s3cret-env-subject")
  static let handedOver = Documents.webToken(subject: "s3cret-handed-subject")

  static let ways = [
    Way(name: "secret from input", words: ["--client-secret-stdin"], input: .text(clientSecret)),
    Way(name: "secret from a command", words: ["--client-secret-command", "spy client"], starts: ["client"]),
    Way(
      name: "signed statement",
      words: [
        "--flow", "jwt-bearer", "--private-key", "key.pem", "--username", "ci@acme.example",
        "--passphrase-command", "spy phrase",
      ], starts: ["phrase"]),
    Way(name: "browser", words: ["--flow", "web"], starts: ["xdg-open"]),
    Way(name: "key from input", words: ["--flow", "api-key", "--api-key-stdin"], input: .text(apiKey)),
    Way(
      name: "key from a command", words: ["--flow", "api-key", "--api-key-command", "spy key"],
      starts: ["key"]),
    Way(name: "token from input", words: ["--access-token-stdin"], input: .text(handedOver)),
  ]

  private static let chatAnswer = Turn.answer(
    200, #"{"generationDetails":{"generations":[{"id":"1","role":"assistant","content":"Once."}]}}"#)

  /// What is asked for after each way of signing in. It need not succeed: a refusal is an output, too.
  static let lines = [
    "generate hi -v", "generate hi -v --api llmg", "generate hi --dry-run -v", "generate hi --json --raw",
    "generate hi --base-url http://127.0.0.1:1 --retries 0 -v", "embed hi -v", "chat hi -v",
    "feedback good --last -v", "models --remote -v", "doctor", "doctor --report", "doctor --json",
    "config list", "config list --json", "config get client-secret", "config get client-secret-command",
    "config get api-key-command", "config set client-secret x", "auth status", "auth status --check -v",
    "auth status --json", "generate --from rows.txt -o out.jsonl -v --resume", "serve --print-config codex",
    "serve --port 70000 --api-key-file no-such-file", "template edit new", "run --emulator editor ran",
    "log", "log 1", "log --json", "log usage --json", "log --search hi",
    "auth logout -v",
  ]

  @Test(arguments: ways)
  func nothingGivesASecretAway(_ way: Way) async throws {
    let world = try Fixture(way)
    let login = try await world.signIn()
    #expect(login.exit == 0, "\(login.errors)")
    try world.search(login, "auth login")
    for line in Self.lines { try world.search(try await world.call(line).run(), line) }
    try world.searchFiles()
    try world.searchWhatWasSeen(by: way.starts.union(["editor"]))
    #expect(!world.sent.isEmpty)
  }

  /// They count before whatever a profile has.
  @Test func nothingGivesAwayWhatTheEnvironmentHas() async throws {
    let world = try Fixture(Self.ways[1])
    _ = try await world.signIn()
    for line in Self.lines {
      var call = world.call(line)
      call.environment.merge(Fixture.secretVariables) { $1 }
      try world.search(try await call.run(), line)
    }
    try world.searchFiles()
    try world.searchWhatWasSeen(by: ["client", "editor"])
  }

  @Test(arguments: ["text", "json"])
  func aServerGivesNeitherItsKeysAwayNorWhatWasTriedInTheirPlace(_ log: String) async throws {
    let world = try Fixture(Self.ways[0])
    let triedKey = "s3rve-k3x"
    let chatBody = Served.chat().replacing("gpt-4o-mini", with: "sfdc_ai__DefaultOpenAIGPT4OmniMini")
    let said = try await onThread {
      var call = world.call("serve --port 0 -v --log-format \(log)")
      call.environment.merge(Fixture.secretVariables) { $1 }
      let served = try Served(call)
      let answers = try [Self.serveKey, triedKey].flatMap { key in
        let proof = ["Connection: close", "Authorization: Bearer \(key)"]
        return try [
          served.ask("GET /metrics", proof[0], proof[1]),
          served.ask("GET /v1/models", proof[0], "x-api-key: \(key)"),
          served.ask("POST /v1/chat/completions", proof[0], proof[1], body: chatBody),
        ]
      }
      served.child.send(SIGTERM)
      let end = try served.child.finish()
      return answers + [end.output, end.errors]
    }
    #expect(said.filter { $0.hasPrefix("HTTP/1.1 200 ") }.count == 3)
    #expect(said.filter { $0.hasPrefix("HTTP/1.1 401 ") }.count == 3)
    for text in said { #expect(world.found(in: text) == [] && !text.contains(triedKey), "\(text)") }
  }

  @Test func theEditorOfAConversationLearnsNothing() async throws {
    let world = try Fixture(Self.ways[0])
    let environment = world.environment.merging(Fixture.secretVariables) { $1 }.merging([
      "TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8",
    ]) { $1 }
    let screen = try await onThread {
      let terminal = try Terminal(["chat", "--emulator", "-q"], environment: environment)
      try terminal.awaits("> ")
      terminal.type("/edit\r")
      try terminal.awaits("> [[reply: Written]]\r\nWritten\r\n")
      terminal.type("\u{4}")
      return try terminal.finish().screen
    }
    #expect(world.found(in: screen) == [])
    try world.searchWhatWasSeen(by: ["editor"])
  }
}

extension SecretSearchTests {
  /// An org, a home with programs that note all they can see of us, and everything that must not be seen.
  struct Fixture: Sendable {
    let way: Way
    let setting: LoginFlowTests.Setting
    let port: Int

    static let secretVariables = [
      "SFMODELS_CLIENT_SECRET": clientSecret, "SFMODELS_API_KEY": apiKey, "SFMODELS_SERVE_KEY": serveKey,
      "SFMODELS_ACCESS_TOKEN": accessToken,
    ]

    init(_ way: Way) throws {
      self.way = way
      var rules = OAuthServer.Rules()
      rules.secret = clientSecret
      setting = try LoginFlowTests.Setting(
        rules,
        [
          Documents.generations: [Documents.generation.always], Documents.chat: [chatAnswer.always],
          Documents.embeddings: [Documents.embeddings(1).always],
          Documents.feedback: [Documents.thanks.always],
        ])
      port = try Loopback.unusedPort()
      let home = setting.org.home
      try home.write(TestKeys.encryptedPKCS8, to: "key.pem")
      try home.write("hi\n", to: "rows.txt")
      for (name, secret) in ["client": clientSecret, "phrase": TestKeys.passphrase, "key": apiKey] {
        try home.write(secret + "\n", to: "vault/\(name)")
      }
      try writePrograms(in: home)
    }

    /// A shell writes them: what this process has just written may be open in a child of another test.
    private func writePrograms(in home: Home) throws {
      let spy = """
        #!/bin/sh
        umask 077
        name=$(basename "$0"); [ "$name" = spy ] && name=$1
        { echo "$name was here"; tr '\\0' '\\n' </proc/$$/environ
          p=$$; while [ "$p" -gt 1 ]; do tr '\\0' '\\n' </proc/$p/cmdline
          p=$(sed 's/.*) . \\([0-9]*\\) .*/\\1/' /proc/$p/stat); done; } >>~/seen
        case $name in
          editor) echo '[[reply: Written]]' >"$1" ;;
          xdg-open) echo "$1" >~/opened.part; mv ~/opened.part ~/opened ;;
          *) cat ~/vault/"$name" ;;
        esac
        """
      try home.write(spy, to: "spy.text")
      let line =
        "cd '\(home.path)' && mkdir bin && for p in spy editor xdg-open; do cat spy.text >bin/$p && chmod 700 bin/$p; done"
      guard system(line) == 0 else { throw Descriptor.Trouble(code: errno) }
    }

    var environment: [String: String] {
      let home = setting.org.home.path
      return [
        "HOME": home, "PATH": "\(home)/bin:/usr/bin:/bin", "EDITOR": "editor", "PWD": home, "TMPDIR": home,
        "SFMODELS_RETRIES": "0",
        "SFMODELS_BASE_URL": setting.org.server.address,
        "https_proxy": "http://u:\(SecretTests.proxyPassword)@127.0.0.1:1",
      ]
    }

    func call(_ line: String) -> Call { call(line.split(separator: " ").map(String.init)) }

    func call(_ words: [String]) -> Call {
      var call = Call(["-c", "cd ~ && exec \"$0\" \"$@\"", Call.sfmodels] + words, program: "/bin/sh")
      call.environment = environment
      return call
    }

    /// With every secret in the environment that the way does not come to by itself.
    func signIn() async throws -> Outcome {
      let isOfOrg = !way.words.contains("api-key")
      let org = isOfOrg ? ["--domain", setting.org.server.address, "--client-id", "3MVG9.key"] : []
      let isWeb = way.words.contains("web")
      var call = call(
        ["auth", "login", "-v"] + (way.words.contains("--access-token-stdin") ? [] : org) + way.words
          + (isWeb ? ["--callback-port", String(port)] : []))
      call.environment.merge(Self.secretVariables) { $1 }
      call.input = way.input
      guard isWeb else { return try await call.run() }
      return try await call.run { child in
        try playBrowser()
        return try child.finish()
      }
    }

    /// Waits for the program that opens browsers, and goes where the org sends one.
    private func playBrowser() throws {
      let address = setting.org.server.address
      let target = try setting.org.home.awaited("opened").dropFirst(address.count).dropLast()
      let answer = try WebLoginTests.get(address, String(target))
      let location = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Location: ") })
      let path = location.dropFirst("Location: http://localhost:\(port)".count)
      _ = try WebLoginTests.get("http://127.0.0.1:\(port)", String(path))
    }

    /// What the org was proven to have been sent: tokens, keys, secrets, codes, statements.
    var sent: [String] {
      let names = ["client_secret", "assertion", "code", "code_verifier", "refresh_token", "token"]
      return setting.org.server.requests.flatMap { request in
        let form = Form(request.body)
        let proof = request.header("authorization")?.split(separator: " ").dropFirst().first
        return names.compactMap { form[$0] } + [proof.map(String.init)].compactMap { $0 }
      }
    }

    /// Every spelling that would give a secret away; of a token its middle is enough.
    private var giveaways: Set<String> {
      let known = [
        clientSecret, clientSecret.replacing("/", with: "\\/"), "cl1ent%2B5ecret%2Fof%3Dthe%26app", apiKey,
        serveKey, accessToken, handedOver, TestKeys.passphrase,
      ]
      let all = known + sent + setting.oauth.refreshTokens
      return Set(all + all.compactMap { $0.split(separator: ".").dropFirst().first.map(String.init) })
    }

    func found(in text: String) -> [String] { giveaways.filter(text.contains) }

    func search(_ outcome: Outcome, _ line: String) throws {
      let giveaways = giveaways.union([SecretTests.proxyPassword])
      for text in [outcome.output, outcome.errors] {
        #expect(giveaways.filter(text.contains) == [], "\(line): \(text)")
      }
    }

    /// Secrets stand in the two places that are for them, which nobody else may read.
    func searchFiles() throws {
      let home = setting.org.home
      let own = ["vault/", "bin/", "key.pem", "seen", "opened", "spy.text"]
      for name in try home.files() where !own.contains(where: name.hasPrefix) {
        let file = "\(home.path)/\(name)"
        guard found(in: try home.read(file)) != [] else { continue }
        #expect(file == home.credentials || file.hasPrefix(home.tokens), "\(name)")
        #expect(Home.permissions(of: file) == "600", "\(name)")
      }
    }

    /// What programs were given that were started: their environment, and the command lines of all above them.
    func searchWhatWasSeen(by programs: Set<String>) throws {
      let seen = try setting.org.home.read(setting.org.home.path + "/seen")
      for program in programs { #expect(seen.contains("\(program) was here\n"), "\(seen)") }
      #expect(seen.contains("HOME=") && found(in: seen) == [], "\(seen)")
    }
  }
}
