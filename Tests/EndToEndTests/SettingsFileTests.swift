import FoundationEssentials
import Testing

/// Settings files as people have them: whatever ends their lines, whatever names are in them, half written or whole.
@Suite struct SettingsFileTests {
  /// How a file's lines end.
  enum Form: String, CaseIterable, Sendable {
    case plain, carriageReturns, mark, markAndCarriageReturns, mixed, noLastEnd, noLastEndAndCarriageReturns

    func callAsFunction(_ text: String) -> String {
      let windows = text.replacing("\n", with: "\r\n")
      switch self {
      case .plain: return text
      case .carriageReturns: return windows
      case .mark: return "\u{FEFF}" + text
      case .markAndCarriageReturns: return "\u{FEFF}" + windows
      case .mixed:
        let parts = text.split(separator: "\n[alias]", maxSplits: 1, omittingEmptySubsequences: false)
        let first = parts[0].replacing("\n", with: "\r\n")
        return parts.count == 2 ? first + "\n[alias]" + parts[1] : String(first)
      case .noLastEnd: return String(text.dropLast())
      case .noLastEndAndCarriageReturns: return String(windows.dropLast())
      }
    }
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path)))
  }

  @Test(arguments: Form.allCases)
  func valuesAreChangedInPlace(_ form: Form) async throws {
    let alone = try Alone()
    let (before, after) = (
      "# mine\n[profile.default]\nmodel = \"a\" # because\n\n[alias]\nfast = \"b\"\n",
      "# mine\n[profile.default]\nmodel = \"c\" # because\nretries = \"1\"\n\n[alias]\nfast = \"b\"\n"
    )
    try alone.home.write(form(before), to: alone.home.settings)
    for words in [
      ["set", "model", "c"], ["set", "retries", "1"], ["set", "timeout", "9"], ["unset", "timeout"],
    ] {
      var call = alone.call("config")
      call.words += words
      expect(try await call.run(), is: Told(0, "", ""))
    }
    #expect(try Self.bytes(alone.home.settings) == Array(form(after).utf8))
    expect(try await alone.run("config", "get", "alias.fast"), is: Told(0, "b\n", ""))
    #expect(try await alone.run("config", "unset", "model").exit == 0)
    #expect(try await alone.run("config", "get", "model").exit == 1)
  }

  @Test(arguments: Form.allCases)
  func signingInAndOutLeavesWhatElseIsThere(_ form: Form) async throws {
    let org = try Org([Documents.revoke: [.raw("HTTP/1.1 200 OK\nContent-Length: 0\n\n")]])
    let own = "[profile.default]\nclient-id = \"old\" # mine\n\n[alias]\nfast = \"b\"\n"
    let secrets =
      "[profile.default]\nclient-secret = \"old-5ecret\"\n\n[profile.other]\nclient-secret = \"kept\"\n"
    try org.home.write(form(own), to: org.home.settings)
    try org.home.write(form(secrets), to: org.home.credentials)
    var login = Call([
      "auth", "login", "--domain", org.server.address, "--client-id", "3MVG9.key", "--client-secret-stdin",
    ])
    login.environment = ["HOME": org.home.path]
    login.input = .text(Documents.secret)
    #expect(try await login.run().exit == 0)
    let filled = try Self.bytes(org.home.credentials)
    #expect(filled == Array(form(secrets.replacing("old-5ecret", with: Documents.secret)).utf8))
    var logout = Call(["auth", "logout"])
    logout.environment = ["HOME": org.home.path]
    expect(try await logout.run(), is: Told(0, "Signed out of profile 'default'.\n", ""))
    let left = try Self.bytes(org.home.credentials)
    #expect(left == Array(form("[profile.default]\n\n[profile.other]\nclient-secret = \"kept\"\n").utf8))
    #expect(
      try Self.bytes(org.home.settings) == Array(form("[profile.default]\n\n[alias]\nfast = \"b\"\n").utf8))
  }

  static let names = [
    "a.b", "a/b/../c", "with blank", "x\u{2028}y", "\"q\"", "é", "…", "[x]", "#", "a=b", "..", "日本",
  ]

  @Test(arguments: names)
  func anAliasMayHaveAnyName(_ name: String) async throws {
    let org = try Org(["POST /einstein/platform/v1/models/my_model/generations": [Documents.generation]])
    let key = "alias.\(name)"
    expect(try await org.run("config", "set", key, "my_model"), is: Told(0, "", ""))
    expect(try await org.run("config", "get", key), is: Told(0, "my_model\n", ""))
    #expect(
      try await org.run("config", "list").output.contains("\(key) = my_model  (\(org.home.settings))\n"))
    expect(try await org.run("generate", "-m", name, "hello"), is: Told(0, "Once upon a time.\n", ""))
    expect(try await org.run("config", "unset", key), is: Told(0, "", ""))
    #expect(try await org.run("config", "get", key).exit == 1)
  }

  @Test(arguments: names)
  func aProfileMayHaveAnyName(_ name: String) async throws {
    let org = try Org([
      Documents.generations: [Documents.generation.always], Documents.feedback: [.answer(201, "{}").always],
      Documents.revoke: [.raw("HTTP/1.1 200 OK\nContent-Length: 0\n\n")],
    ])
    func run(_ words: String..., input: String? = nil) async throws -> Outcome {
      var call = Call(words + ["-p", name])
      call.environment = ["HOME": org.home.path]
      if let input { call.input = .text(input) }
      return try await call.run()
    }
    let login = try await run(
      "auth", "login", "--domain", org.server.address, "--client-id", "k", "--client-secret-stdin", input: "s"
    )
    expect(login, is: Told(0, "Signed in to \(org.server.address) as profile '\(name)'.\n", ""))
    #expect(try await run("config", "set", "base-url", org.server.address).exit == 0)
    #expect(
      try await run("config", "list").output.contains(
        "base-url = \(org.server.address)  (\(org.home.settings))\n"))
    expect(try await run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
    #expect(try await run("feedback", "good", "--last").exit == 0)
    #expect(try await run("auth", "status").output.hasPrefix("\(name): ready\n"))
    let files = try org.home.files().filter { !$0.hasPrefix(".config/sfmodels/") }
    #expect(
      files.allSatisfy {
        $0.hasPrefix(".local/state/sfmodels/ledger.") && $0.split(separator: "/").count == 4
      },
      "\(files)")
    #expect(try await run("auth", "logout").exit == 0)
    #expect(try await run("auth", "token").exit != 0)
  }

  @Test(arguments: ["", " ", "a\nb", "\u{1B}[2J", "\u{9B}"])
  func whatNobodyCouldTypeIsNoProfile(_ name: String) async throws {
    let alone = try Alone()
    let outcome = try await alone.run(
      "auth", "login", "--domain", "https://acme.my.salesforce.com", "--client-id", "k",
      "--client-secret-command",
      "true", "-p", name)
    #expect(outcome.exit == 2, "\(outcome.errors)")
    #expect(try alone.home.files() == [])
  }

  @Test(
    arguments: [
      "[", "[{", "[.a]", "[[{]]", "a = [", "a = \"", "\u{0}", "a = {", "= 1", "a\r= 1", "[a]\n[a]",
    ], [false, true])
  func halfAFileIsAMistakeOfTheFile(_ text: String, _ isSecret: Bool) async throws {
    let org = try Org()
    try org.home.write("[profile.default]\nclient-id = \"k\"\n", to: org.home.settings)
    let file = isSecret ? org.home.credentials : org.home.settings
    try org.home.write("# one\n" + text, to: file)
    var call = Call(["generate", "hello"])
    call.environment = ["HOME": org.home.path, "SFMODELS_DOMAIN": org.server.address]
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    let line = text == "[a]\n[a]" ? 3 : 2
    #expect(outcome.errors.hasPrefix("sfmodels: \(file), line \(line): "), "\(outcome.errors)")
    #expect(org.server.requests.count == 0)
  }

  @Test func everySettingIsListedWithWhatWins() async throws {
    let alone = try Alone()
    try alone.home.write(
      "history = \"off\"\n[profile.default]\nmodel = \"a\"\nclient-id = \"kept\"\nclient-secret-command = \"pass\"\n",
      to: alone.home.settings)
    let file = alone.home.settings
    let variables = [
      "SFMODELS_MODEL": "b", "SFMODELS_CLIENT_ID": "c", "SFMODELS_RETRIES": "7",
      "SFMODELS_CLIENT_SECRET": "s3",
    ]
    let listed = try await alone.run("config", "list", with: variables).output
    for line in [
      "model = b  (SFMODELS_MODEL, which wins over \(file))\n",
      "client-id = c  (SFMODELS_CLIENT_ID, which wins over \(file))\n",
      "client-secret-command = ***  (SFMODELS_CLIENT_SECRET, which wins over \(file))\n",
      "retries = 7  (SFMODELS_RETRIES)\n",
      "history = off  (\(file))\n", "timeout = 2m  (default)\n",
    ] {
      #expect(listed.contains(line), "\(listed)")
    }
    #expect(!listed.contains("s3"))
    let empty = try await Alone().run("config", "list").output
    for line in [
      "history = on  (default)\n", "client-id =   (default)\n", "client-secret-command =   (default)\n",
    ] {
      #expect(empty.contains(line), "\(empty)")
    }
  }
}
