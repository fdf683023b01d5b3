import Glibc
import Testing

/// Settings: how they are changed, and which value counts.
@Suite struct SettingsTests {
  @Test func areSetReadListedAndRemoved() async throws {
    let alone = try Alone()
    expect(try await alone.run("config", "path"), is: Told(0, alone.home.settings + "\n", ""))
    #expect(try await alone.run("config", "get", "model").exit == 1)
    expect(try await alone.run("config", "set", "model", "gpt-4o"), is: Told(0, "", ""))
    expect(try await alone.run("config", "set", "-p", "prod", "retries", "5"), is: Told(0, "", ""))
    expect(try await alone.run("config", "get", "model"), is: Told(0, "gpt-4o\n", ""))
    expect(try await alone.run("config", "get", "retries", "-p", "prod"), is: Told(0, "5\n", ""))
    #expect(try await alone.run("config", "get", "retries").exit == 1)
    let list = try await alone.run("config", "list").output
    #expect(list.contains("model = gpt-4o  (\(alone.home.settings))\n"))
    #expect(list.contains("retries = 3  (default)\n"))
    expect(try await alone.run("config", "unset", "model"), is: Told(0, "", ""))
    #expect(try await alone.run("config", "get", "model").exit == 1)
  }

  @Test func commentsSurvive() async throws {
    let alone = try Alone()
    let text = "# mine\n[profile.default]\nmodel = \"a\" # because\n\n[alias]\nfast = \"b\"\n"
    try alone.home.write(text, to: alone.home.settings)
    #expect(try await alone.run("config", "set", "model", "c").exit == 0)
    #expect(try await alone.run("config", "set", "retries", "1").exit == 0)
    let expected =
      "# mine\n[profile.default]\nmodel = \"c\" # because\nretries = \"1\"\n\n[alias]\nfast = \"b\"\n"
    #expect(try alone.home.read(alone.home.settings) == expected)
  }

  @Test func theXDGFoldersAreHonoured() async throws {
    let alone = try Alone()
    let folders = ["XDG_CONFIG_HOME": alone.home.path + "/c", "XDG_STATE_HOME": alone.home.path + "/s"]
    #expect(
      try await alone.run("config", "path", with: folders).output == alone.home.path
        + "/c/sfmodels/config.toml\n")
  }

  struct Wrong: Sendable, CustomTestStringConvertible {
    var words: [String]
    var said: String

    var testDescription: String { words.joined(separator: " ") }
  }

  @Test(arguments: [
    Wrong(words: ["set", "modle", "x"], said: "did you mean 'model'?"),
    Wrong(words: ["set", "retries", "many"], said: "'many'"),
    Wrong(words: ["set", "history", "maybe"], said: "none of 'on', 'usage', 'off'"),
    Wrong(words: ["set", "client-secret", "x"], said: "is a secret and no setting"),
    Wrong(words: ["set", "domain", "not a url"], said: "not a url"),
    Wrong(words: ["get", "nothing"], said: "there is no setting 'nothing'"),
  ])
  func whatCannotBeSetIsRefused(_ wrong: Wrong) async throws {
    let alone = try Alone()
    var call = alone.call("config")
    call.words += wrong.words
    let outcome = try await call.run()
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains(wrong.said), "\(outcome.errors)")
    #expect(try alone.home.files() == [])
  }

  @Test func theNearestValueCounts() async throws {
    let org = try Org()
    try org.home.write("[profile.default]\nmodel = \"from-profile\"\n", to: org.home.settings)
    func model(_ words: [String], _ variables: [String: String] = [:]) async throws -> Substring? {
      var call = org.call("generate", "--dry-run", "hello", with: variables)
      call.words += words
      let line = try await call.run().output.split(separator: "\n").first
      return line?.split(separator: "/").dropLast().last
    }
    #expect(try await model(["-m", "from-line"], ["SFMODELS_MODEL": "from-environment"]) == "from-line")
    #expect(try await model([], ["SFMODELS_MODEL": "from-environment"]) == "from-environment")
    #expect(try await model([], ["SFMODELS_MODEL": ""]) == "from-profile")
    #expect(try await model([]) == "from-profile")
    #expect(try await model([], ["XDG_CONFIG_HOME": "/nowhere"]) == "sfdc_ai__DefaultOpenAIGPT4OmniMini")
  }

  @Test(arguments: [
    ("gpt-4o", "sfdc_ai__DefaultGPT4Omni"), ("fast", "sfdc_ai__DefaultGPT5Mini"),
    ("Mine_CM_12l_x", "Mine_CM_12l_x"),
  ])
  func namesOfModelsAreLookedUp(_ alias: String, _ name: String) async throws {
    // An answer that does not name the model says nothing of a reroute.
    let body = Documents.generationBody.replacing("gpt-4o-mini-2024-07-18", with: "a-deployment")
    let org = try Org(["POST /einstein/platform/v1/models/\(name)/generations": [.answer(200, body)]])
    try org.home.write("[alias]\nfast = \"sfdc_ai__DefaultGPT5Mini\"\n", to: org.home.settings)
    expect(try await org.run("generate", "-m", alias, "hello"), is: Told(0, "Once upon a time.\n", ""))
  }

  @Test func aProfileBringsItsOwnOrg() async throws {
    let org = try Org([Documents.generations: [Documents.generation]])
    try org.home.write(
      "[profile.prod]\ndomain = \"\(org.server.address)\"\nbase-url = \"\(org.server.address)\"\nclient-id = \"prod-key\"\n",
      to: org.home.settings)
    try org.home.write("[profile.prod]\nclient-secret = \"prod-secret\"\n", to: org.home.credentials)
    var call = Call(["generate", "-p", "prod", "hello"])
    call.environment = ["HOME": org.home.path]
    expect(try await call.run(), is: Told(0, "Once upon a time.\n", ""))
    #expect(org.server.requests.first?.body.contains("client_id=prod-key&client_secret=prod-secret") == true)
    call.words = ["generate", "-p", "pord", "hello"]
    expect(
      try await call.run(), is: Told(2, "", "sfmodels: there is no profile 'pord'\n  hint: there are: prod\n")
    )
  }

  @Test func credentialsThatOthersCanReadAreRefused() async throws {
    let org = try Org()
    try org.home.write("[profile.default]\nclient-id = \"k\"\n", to: org.home.settings)
    try org.home.write("[profile.default]\nclient-secret = \"s\"\n", to: org.home.credentials, mode: 0o644)
    let outcome = try await org.run(
      "generate", "hello", with: ["SFMODELS_CLIENT_ID": "", "SFMODELS_CLIENT_SECRET": ""])
    let file = org.home.credentials
    #expect(
      outcome.told
        == Told(
          2, "",
          "sfmodels: \(file) can be read or changed by others (mode 644)\n  hint: chmod 600 '\(file)'\n"))
    #expect(org.server.requests.count == 0)
  }

  @Test func aDamagedSettingsFileIsNamedWithItsLine() async throws {
    let org = try Org()
    try org.home.write("# fine\n[profile.default]\nmodel = oops\n", to: org.home.settings)
    let outcome = try await org.run("generate", "hello")
    #expect(outcome.exit == 2)
    #expect(outcome.errors.hasPrefix("sfmodels: \(org.home.settings), line 3: "), "\(outcome.errors)")
  }
}
