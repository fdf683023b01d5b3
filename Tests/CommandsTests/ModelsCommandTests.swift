import HTTPTypes
import TestSupport
import Testing
import Wire

/// `models`: what the documents name, and what the org has configured.
struct ModelsCommandTests {
  private static func run(_ words: String..., home: String? = nil) async -> TestProgram.Result {
    await TestProgram(home: home).run(words: ["models"] + words)
  }

  private static func objects(_ result: TestProgram.Result) throws -> [JSONValue] {
    #expect(result.status == 0, "\(result.errors)")
    return try #require(try JSONValue(decoding: result.output).array)
  }

  private static func names(_ result: TestProgram.Result) throws -> [String] {
    try objects(result).map { try #require($0["name"]?.string) }
  }

  @Test(arguments: [[], ["list"], ["--emulator"], ["list", "--emulator"]])
  func eachModelIsALineWithItsNameFirst(_ words: [String]) async {
    let result = await TestProgram().run(words: ["models"] + words)
    #expect(result.status == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n")
    #expect(lines.count == 53)
    #expect(lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 9 })
    #expect(
      lines.prefix(2) == [
        "sfdc_ai__DefaultGPT4Omni\tchat\tOpenAI or Azure\t16384\t-\t-\t-\t-\tgpt-4o",
        "sfdc_ai__DefaultGPT4OmniMini\tchat\tOpenAI or Azure\t16384\t128000\t-\t-\t-\tgpt-4o-mini",
      ])
    #expect(
      lines.last
        == "sfdc_ai__DefaultOpenAIGPT4Turbo\tchat\tOpenAI\t-\t-\trerouted\tsfdc_ai__DefaultGPT4Omni\t-\t-")
  }

  @Test func asJSONEveryModelHasAllMembers() async throws {
    let result = await Self.run("--kind", "embedding", "--json")
    #expect(
      result
        == .init(
          status: 0,
          output: """
            [{"name":"sfdc_ai__DefaultOpenAITextEmbeddingAda_002","kind":"embedding","provider":"OpenAI",\
            "max_output":null,"context":null,"status":null,"served_by":null,"artifact":null,"aliases":[]},\
            {"name":"sfdc_ai__DefaultAzureOpenAITextEmbeddingAda_002","kind":"embedding",\
            "provider":"Azure OpenAI","max_output":null,"context":null,"status":null,"served_by":null,\
            "artifact":null,"aliases":[]}]

            """, errors: ""))
  }

  @Test(arguments: [
    (["--kind", "chat"], 50), (["--kind", "embedding"], 2), (["--kind", "other"], 1),
    (["--status", "rerouted"], 8), (["--status", "rerouted", "--kind", "embedding"], 0),
  ])
  func onlyWhatIsWantedIsShown(_ words: [String], _ count: Int) async throws {
    let result = await TestProgram().run(words: ["models", "--json", "-q"] + words)
    #expect(try Self.names(result).count == count)
    let lines = await TestProgram().run(words: ["models", "-q"] + words)
    #expect(lines.output.split(separator: "\n").count == count && lines.errors == "")
  }

  @Test func thatThereIsNoneIsANote() async {
    let result = await Self.run("--status", "rerouted", "--kind", "other")
    #expect(result == .init(status: 0, output: "", errors: "sfmodels: note: there are no such models\n"))
  }

  @Test(arguments: [
    (["lst"], "sfmodels: ACTION: 'lst' is not one of list"), (["list", "list"], "sfmodels: "),
    (["--kind", "text"], "sfmodels: option '--kind': 'text' is not one of chat, embedding, other"),
    (["--status", "on"], "sfmodels: option '--status': 'on' is not one of"), (["--kind"], "sfmodels: "),
    (["--kind", ""], "sfmodels: "),
    (
      ["--status", "enabled"],
      "sfmodels: --status: only the org knows which of its models are enabled: --remote\n"
    ),
    (["--status", "deprecated", "--emulator"], "sfmodels: --status: only the org knows"),
    (["--request", "{}", "--remote"], "sfmodels: --request: asking for models sends no body\n"),
    (["--remote", "--cert", "x"], "sfmodels: --cert and --key go together\n"),
  ])
  func whatIsWrongIsNamed(_ words: [String], _ beginning: String) async {
    let result = await TestProgram().run(words: ["models"] + words)
    #expect(result.status == 2 && result.output == "")
    #expect(result.errors.hasPrefix(beginning), "\(result.errors)")
  }

  @Test func whoIsNotSignedInIsToldHow() async {
    let result = await Self.run("--remote")
    #expect(result.status == 3 && result.errors.contains("run 'sfmodels auth login'"), "\(result.errors)")
  }
}

extension ModelsCommandTests {
  private static let settings = """
    [alias]
    fast = "gpt-4o-mini"
    quick = "fast"
    gpt-4o = "sfdc_ai__DefaultGPT5"
    own = "Acme_CM_12l_0Ay"
    other = "Acme_CM_12l_0Ay"

    """

  @Test func theUsersNamesStandBeforeTheOthers() async throws {
    let home = try TemporaryFolder()
    try home.write(Self.settings, to: ".config/sfmodels/config.toml")
    let objects = try Self.objects(await Self.run("--json", home: home.path))
    func aliases(_ name: String) -> JSONValue? { objects.first { $0["name"]?.string == name }?["aliases"] }
    #expect(aliases("sfdc_ai__DefaultGPT4OmniMini") == ["fast", "quick", "gpt-4o-mini"])
    // The catalogue's name is the user's now, and leads elsewhere.
    #expect(aliases("sfdc_ai__DefaultGPT4Omni") == [])
    #expect(aliases("sfdc_ai__DefaultGPT5") == ["gpt-4o", "gpt-5"])
    #expect(
      objects.last == [
        "name": "Acme_CM_12l_0Ay", "kind": nil, "provider": nil, "max_output": nil, "context": nil,
        "status": nil, "served_by": nil, "artifact": nil, "aliases": ["other", "own"],
      ])
  }

  @Test func inThePretendedWorldTheUserHasNone() async throws {
    let home = try TemporaryFolder()
    try home.write(Self.settings, to: ".config/sfmodels/config.toml")
    let result = await Self.run("--emulator", home: home.path)
    #expect(result.output.contains("gpt-4o-mini\n") && !result.output.contains("fast"))
  }

  @Test func aliasesThatLeadBackToThemselvesAreRefused() async throws {
    let home = try TemporaryFolder()
    try home.write("[alias]\na = \"b\"\nb = \"a\"\n", to: ".config/sfmodels/config.toml")
    let result = await Self.run(home: home.path)
    #expect(result.status == 2 && result.errors.contains("leads back to itself"), "\(result.errors)")
  }
}

/// What the org says.
extension ModelsCommandTests {
  private static func remote(
    _ replies: [ScriptedService.Reply], _ words: String...
  ) async -> (TestProgram.Result, ScriptedService) {
    let service = ScriptedService(replies)
    let result = await TestProgram(service).run(
      words: ["models", "--remote"] + words + TestProgram.serviceWords,
      environment: ["SFMODELS_ACCESS_TOKEN": "5ecret"])
    return (result, service)
  }

  private static let list = """
    {"configuredModels":[\
    {"namespace":"sfdc_ai","name":"DefaultGPT5","capability":"ChatCompletion","status":"Enabled",\
    "artifact":{"namespace":"llmgateway","name":"GPT5"}},\
    {"namespace":"sfdc_ai","name":"DefaultOpenAIGPT4","capability":"ChatCompletion","status":"Rerouted"},\
    {"name":"Acme_CM_12l_0Ay","capability":"ChatCompletion","status":"Disabled",\
    "artifact":{"namespace":"llmgateway","name":"BedrockAnthropicClaude37Sonnet"}},\
    {"name":"Churn_CM_12l_0Az","capability":"BinaryClassification","status":"Dreaming"},\
    {"name":"a\\tb\\nc"}],"nextPageUrl":null,"totalSize":5}
    """

  @Test func theOrgsModelsAreListedWithWhatIsKnownOfThem() async {
    let (result, service) = await Self.remote([.json(Self.list)])
    #expect(
      result
        == .init(
          status: 0,
          output: """
            sfdc_ai__DefaultGPT5\tchat\tOpenAI or Azure\t128000\t-\tenabled\t-\tllmgateway__GPT5\tgpt-5
            sfdc_ai__DefaultOpenAIGPT4\tchat\tOpenAI\t-\t-\trerouted\tsfdc_ai__DefaultGPT4Omni\t-\t-
            Acme_CM_12l_0Ay\tchat\tAmazon Bedrock\t8192\t-\tdisabled\t-\tllmgateway__BedrockAnthropicClaude37Sonnet\t-
            Churn_CM_12l_0Az\tother\t-\t-\t-\tDreaming\t-\t-\t-
            a b c\t-\t-\t-\t-\t-\t-\t-\t-

            """, errors: ""))
    #expect(
      service.requests.map { $0.split(separator: "\n").first ?? "" } == [
        "GET http://127.0.0.1:9/services/data/v66.0/ssot/machine-learning/configured-models?limit=25&offset=0"
      ] || service.paths == ["/services/data/v66.0/ssot/machine-learning/configured-models?limit=25&offset=0"]
    )
  }

  @Test(arguments: [
    (["--status", "enabled"], ["sfdc_ai__DefaultGPT5"]), (["--status", "disabled"], ["Acme_CM_12l_0Ay"]),
    (["--status", "rerouted"], ["sfdc_ai__DefaultOpenAIGPT4"]), (["--status", "deprecated"], []),
    (["--kind", "other"], ["Churn_CM_12l_0Az"]), (["--kind", "embedding"], []),
    (["--kind", "chat", "--status", "disabled"], ["Acme_CM_12l_0Ay"]),
  ])
  func onlyWhatIsWantedOfTheOrgsIsShown(_ words: [String], _ names: [String]) async throws {
    let service = ScriptedService([.json(Self.list)])
    let result = await TestProgram(service).run(
      words: ["models", "--remote", "--json", "-q"] + words + TestProgram.serviceWords,
      environment: ["SFMODELS_ACCESS_TOKEN": "5ecret"])
    #expect(try Self.names(result) == names)
  }

  struct Trouble: Sendable {
    var reply: ScriptedService.Reply
    var exit: Int32
    var says: [String]
  }

  private static let refusal = #"[{"errorCode":"SOME_CODE","message":"Its own words."}]"#

  @Test(arguments: [
    Trouble(
      reply: .answer(status: 403, refusal), exit: 3,
      says: [
        "the org does not let this user list its models (403 SOME_CODE)", "Its own words.",
        "Data Cloud User or Data Cloud Architect", "'sfmodels models'",
      ]),
    Trouble(
      reply: .answer(status: 404, refusal), exit: 1,
      says: [
        "the org has no list of configured models for this user (404 SOME_CODE)", "is Data 360 set up",
        "Data Cloud User", "'sfmodels models'",
      ]),
    Trouble(
      reply: .whole(404, ""), exit: 1,
      says: ["the org has no list of configured models for this user (404)", "is Data 360 set up"]),
    Trouble(
      reply: .answer(status: 401, refusal), exit: 3,
      says: ["the org's own host does not accept the token (401 SOME_CODE)", "needs the scope api"]),
    Trouble(
      reply: .answer(status: 403, #"[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"No more."}]"#), exit: 4,
      says: ["the quota is used up"]),
    Trouble(reply: .answer(status: 503, refusal), exit: 5, says: ["the service is not available"]),
    Trouble(reply: .whole(200, "<html>"), exit: 1, says: ["the service's answer is no JSON"]),
    Trouble(reply: .json("{}"), exit: 1, says: ["no configuredModels"]),
    Trouble(
      reply: .whole(302, "", headers: [.location: "https://login.salesforce.com/"]), exit: 1,
      says: ["redirects to https://login.salesforce.com/"]),
  ])
  func whatTheOrgDoesNotTellIsExplained(_ trouble: Trouble) async {
    let (result, _) = await Self.remote([trouble.reply], "--retries", "0")
    #expect(result.status == trouble.exit && result.output == "", "\(result.errors)")
    for words in trouble.says { #expect(result.errors.contains(words), "\(result.errors)") }
  }

  @Test func whatWouldBeAskedIsShown() async {
    let result = await TestProgram().run(
      "models", "--remote", "--dry-run", "--domain", "https://acme.my.salesforce.com/x")
    #expect(result.status == 0)
    #expect(
      result.output.hasPrefix(
        "GET https://acme.my.salesforce.com/services/data/v66.0/ssot/machine-learning/configured-models"),
      "\(result.output)")
    #expect(result.output.contains("Bearer ***"))
  }

  @Test func theEmulatorListsAllItsPages() async throws {
    let result = await Self.run("--emulator", "--remote", "--json")
    let objects = try Self.objects(result)
    #expect(objects.count == 54)
    #expect(
      Set(objects.compactMap { $0["status"]?.string }) == ["enabled", "disabled", "deprecated", "rerouted"])
    #expect(objects.last?["name"] == "Acme_Support_Tone_CM_12l_0Ay000001")
  }
}
