import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Commands

/// What `run` tells a program of its server, and what it keeps from it.
struct RunTests {
  private static let printed = """
    ANTHROPIC_BASE_URL=http://127.0.0.1:PORT/anthropic
    ANTHROPIC_AUTH_TOKEN=KEY
    ANTHROPIC_MODEL=claude-sonnet-4-5
    ANTHROPIC_SMALL_FAST_MODEL=claude-haiku-4-5
    ANTHROPIC_DEFAULT_OPUS_MODEL=claude-opus-4-5
    ANTHROPIC_DEFAULT_SONNET_MODEL=claude-sonnet-4-5
    ANTHROPIC_DEFAULT_HAIKU_MODEL=claude-haiku-4-5
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1
    OPENAI_BASE_URL=http://127.0.0.1:PORT/v1
    OPENAI_API_BASE=http://127.0.0.1:PORT/v1
    OPENAI_API_KEY=KEY
    OPENAI_AGENTS_DISABLE_TRACING=1

    """

  @Test func printsTheVariablesWithoutASecret() async {
    let result = await TestProgram().run("run", "--print", "claude", "-p", "--help")
    #expect(result == TestProgram.Result(status: 0, output: Self.printed, errors: ""))
  }

  @Test func codexIsToldOfAProviderBehindItsName() async {
    let result = await TestProgram().run("run", "--print", "-m", "gpt-5", "/opt/bin/codex", "exec", "hi")
    #expect(
      result.errors == """
        sfmodels: note: would run: /opt/bin/codex -c model_provider="sfmodels" \
        -c model_providers.sfmodels.name="sfmodels" \
        -c model_providers.sfmodels.base_url="http://127.0.0.1:PORT/v1" \
        -c model_providers.sfmodels.wire_api="responses" \
        -c model_providers.sfmodels.env_key="OPENAI_API_KEY" -c model="gpt-5" exec hi

        """)
    #expect(result.output.contains("OPENAI_DEFAULT_MODEL=gpt-5\n"))
    #expect(result.output.contains("ANTHROPIC_MODEL=gpt-5\n"))
  }

  @Test func aModelOfTheEnvironmentIsForNamesThatNobodyKnows() async {
    let result = await TestProgram().run(
      "run", "--print", "claude", environment: ["SFMODELS_MODEL": "gpt-4o"])
    #expect(result.output == Self.printed)
  }

  @Test(
    arguments: [
      ("SFMODELS_CLIENT_SECRET", true), ("SFMODELS_X", true), ("ANTHROPIC_API_KEY", true),
      ("ANTHROPIC_CUSTOM_HEADERS", true), ("ANTHROPIC_BEDROCK_BASE_URL", true), ("OPENAI_ORG_ID", true),
      ("OPENAI_PROJECT_ID", true), ("OPENAI_API_TYPE", true), ("AZURE_OPENAI_API_KEY", true),
      ("CLAUDE_CODE_USE_BEDROCK", true), ("CLAUDE_CODE_USE_VERTEX", true), ("CLAUDE_CODE_USE_FOUNDRY", true),
      ("CLAUDE_CODE_SKIP_BEDROCK_AUTH", true), ("CLAUDE_CODE_OAUTH_TOKEN", true), ("CODEX_API_KEY", true),
      ("CLAUDE_CODE_SUBAGENT_MODEL", true), ("AWS_BEARER_TOKEN_BEDROCK", true), ("ANTHROPIC_LOG", false),
      ("OPENAI_LOG", false), ("OPENAI_AGENTS_TRACE", false), ("CLAUDE_CODE_MAX_OUTPUT_TOKENS", false),
      ("AWS_PROFILE", false), ("PATH", false), ("MY_SFMODELS_X", false), ("", false),
    ])
  func foreignVariablesAreTakenOut(_ name: String, _ isForeign: Bool) {
    #expect(ClientEnvironment.isForeign(name) == isForeign)
  }

  @Test func ofTheOthersAllStay() {
    let environment = ClientEnvironment(
      at: "http://127.0.0.1:1", key: "k", models: ClientModels(chosen: nil), in: [:])
    let before = [
      "A=1=2", "OPENAI_API_KEY=theirs", "EMPTY=", "SFMODELS_API_KEY=secret", "odd", "A=again",
      "ANTHROPIC_MODEL=x",
    ]
    #expect(
      environment.entries(among: before) == ["A=1=2", "EMPTY=", "odd", "A=again"]
        + environment.variables.map { "\($0.name)=\($0.value)" })
  }

  @Test(
    arguments: [
      ([:], nil), (["HTTPS_PROXY": ""], nil), (["NO_PROXY": "a.example"], nil),
      (["HTTPS_PROXY": "http://p:1"], "127.0.0.1"), (["http_proxy": "http://p:1"], "127.0.0.1"),
      (["ALL_PROXY": "socks5://p:1", "NO_PROXY": "a.example"], "a.example,127.0.0.1"),
      (["all_proxy": "socks5://p:1", "no_proxy": ".b,c", "NO_PROXY": "d"], ".b,c,127.0.0.1"),
      (["http_proxy": "http://p:1", "no_proxy": "*"], nil),
    ] as [([String: String], String?)])
  func noProxyIsAskedForTheServer(_ environment: [String: String], _ exempted: String?) {
    let variables = ClientEnvironment(
      at: "http://127.0.0.1:1", key: "k", models: ClientModels(chosen: nil), in: environment
    ).variables
    let names = variables.filter { $0.name.lowercased() == "no_proxy" }
    #expect(names.map(\.value) == (exempted.map { [$0, $0] } ?? []))
  }

  @Test(arguments: [
    (["run", "--emulator"], "needs COMMAND [ARG]"), (["run"], "needs COMMAND [ARG]"),
    (["run", "--emulator", "--dry-run", "true"], "--dry-run"),
    (["run", "--emulator", "--request", "{}", "true"], "--request"),
    (
      ["run", "--emulator", "--log", "/nowhere/there/is.log", "true"],
      "'/nowhere/there/is.log' cannot be written"
    ),
    (["run", "--emulator", "--nonsense", "true"], "no option '--nonsense'"),
  ])
  func whatMeansNothingIsRefused(_ words: [String], _ reason: String) async {
    let result = await TestProgram().run(words: words, environment: ["PATH": "/usr/bin:/bin"])
    #expect(result.status == 2)
    #expect(result.errors.contains(reason), "\(result.errors)")
  }

  @Test func whoIsNotSignedInIsToldSoBeforeTheProgramBegins() async throws {
    let home = try TemporaryFolder()
    let result = await TestProgram(home: home.path).run(
      "run", "touch", "\(home.path)/begun", environment: ["PATH": "/usr/bin:/bin"])
    #expect(result.status == 3)
    #expect(!FileManager.default.fileExists(atPath: "\(home.path)/begun"))
  }

  @Test(
    arguments: [
      ("tool", "b:c", "b/tool"), ("tool", "", nil), ("tool", "a", nil), ("./b/tool", "c", "./b/tool"),
      ("b/none", "b", nil), ("", "b", nil), ("tool", "c::b", "b/tool"),
    ] as [(String, String, String?)])
  func aProgramIsFoundAsByAShell(_ name: String, _ folders: String, _ path: String?) throws {
    let home = try TemporaryFolder()
    try home.write("", to: "b/tool", mode: 0o700)
    let inHome = { (text: String) in text.isEmpty ? text : "\(home.path)/\(text)" }
    let list = folders.split(separator: ":", omittingEmptySubsequences: false).map { inHome(String($0)) }
      .joined(separator: ":")
    let name = name.contains("/") ? inHome(name) : name
    let found = try? ExecutableFile(name, in: list).path
    #expect(found == path.map(inHome))
  }

  @Test(
    arguments: [
      ("missing", .programNotFound("missing")), ("sub/missing", .programNotFound("sub/missing")),
    ] as [(String, CommandFailure)])
  func aMissingProgramIsNamed(_ name: String, _ failure: CommandFailure) {
    #expect(throws: failure) { try ExecutableFile(name, in: "/nowhere") }
  }

  @Test func aFolderAndAFileThatMayNotRunAreNoPrograms() throws {
    let home = try TemporaryFolder()
    try home.write("", to: "a/plain")
    #expect(throws: CommandFailure.programNotStarted("\(home.path)/a", code: EISDIR)) {
      try ExecutableFile("\(home.path)/a", in: nil)
    }
    #expect(throws: CommandFailure.programNotStarted("\(home.path)/a/plain", code: EACCES)) {
      try ExecutableFile("plain", in: "\(home.path)/none:\(home.path)/a")
    }
  }
}
