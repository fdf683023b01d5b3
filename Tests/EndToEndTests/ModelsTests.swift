import Testing

/// `models` as the built program: lines in a pipe, a table on a terminal, the org's own host.
@Suite struct ModelsTests {
  private static let list =
    "GET /services/data/v66.0/ssot/machine-learning/configured-models?limit=25&offset=0"

  /// A token whose answer does not name the org's host, so that it is the domain.
  private static let token = Turn.answer(
    200, #"{"access_token":"\#(Documents.webToken())","token_format":"jwt","scope":"sfap_api api"}"#
  ).always

  private static func page(_ name: String, _ rest: String) -> Turn {
    .answer(
      200,
      #"{"configuredModels":[{"name":"\#(name)","capability":"ChatCompletion","status":"Enabled"}],\#(rest)}"#
    )
  }

  @Test func inAPipeEachModelIsALine() async throws {
    let outcome = try await Alone().run("models", "list", "--kind", "embedding")
    expect(
      outcome,
      is: Told(
        0,
        """
        sfdc_ai__DefaultOpenAITextEmbeddingAda_002\tembedding\tOpenAI\t-\t-\t-\t-\t-\t-
        sfdc_ai__DefaultAzureOpenAITextEmbeddingAda_002\tembedding\tAzure OpenAI\t-\t-\t-\t-\t-\t-

        """, ""))
  }

  @Test func onATerminalTheyAreATable() async throws {
    let screen = try await onThread {
      let terminal = try Terminal(
        ["models", "--emulator", "--remote", "--kind", "embedding"],
        environment: ["HOME": "/nonexistent", "TERM": "xterm"], columns: 200)
      let (screen, ending) = try terminal.finish()
      #expect(ending == .exit(0))
      return screen
    }
    #expect(
      screen == """
        NAME                                             KIND       PROVIDER      STATUS\r
        sfdc_ai__DefaultOpenAITextEmbeddingAda_002       embedding  OpenAI        enabled\r
        sfdc_ai__DefaultAzureOpenAITextEmbeddingAda_002  embedding  Azure OpenAI  enabled\r

        """)
  }

  @Test func allPagesOfTheOrgAreAskedForWithItsToken() async throws {
    let org = try Org([
      Documents.token: [Self.token],
      Self.list: [Self.page("a", #""nextPageUrl":null,"totalSize":2"#)],
      Self.list.replacing("offset=0", with: "offset=1"): [
        Self.page("b", #""nextPageUrl":null,"totalSize":2"#)
      ],
    ])
    let outcome = try await org.run("models", "--remote")
    expect(
      outcome,
      is: Told(0, "a\tchat\t-\t-\t-\tenabled\t-\t-\t-\nb\tchat\t-\t-\t-\tenabled\t-\t-\t-\n", ""))
    #expect(org.server.requests(to: Self.list).count == 1)
  }

  /// The host that a token's answer names gets the token only where it is Salesforce's, or named by the user.
  @Test func noTokenGoesToAHostThatOnlyTheAnswerNames() async throws {
    let other = try WireServer([:])
    let token = Turn.answer(
      200, #"{"access_token":"\#(Documents.webToken())","instance_url":"\#(other.address)"}"#)
    let org = try Org([Documents.token: [token], Self.list: [Self.page("a", #""totalSize":1"#)]])
    let outcome = try await org.run("models", "--remote", "--json")
    #expect(outcome.exit == 0, "\(outcome.errors)")
    #expect(other.requests.isEmpty)
  }

  @Test(arguments: [
    (403, Int32(3), "Data Cloud User"), (404, 1, "Data Cloud User"), (401, 3, "the scope api"),
  ])
  func aRefusalIsExplained(_ status: Int, _ exit: Int32, _ hint: String) async throws {
    let refusal = Turn.answer(status, #"[{"errorCode":"X","message":"No."}]"#).always
    let org = try Org([Documents.token: [Self.token], Self.list: [refusal]])
    let outcome = try await org.run("models", "--remote")
    #expect(
      outcome.exit == exit && outcome.output == "" && outcome.errors.contains(hint), "\(outcome.errors)")
  }

  @Test(arguments: [["lst"], ["--kind", "text"], ["--status", "enabled"], ["--remote", "--request", "{}"]])
  func whatIsWrongIsAUsageError(_ words: [String]) async throws {
    let home = try Home()
    var call = Call(["models"] + words)
    call.environment = ["HOME": home.path]
    let outcome = try await call.run()
    #expect(outcome.exit == 2 && outcome.output == "" && !outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func theUsersNamesStandBesideTheirModels() async throws {
    let alone = try Alone()
    #expect(try await alone.run("config", "set", "alias.fast", "gpt-5-mini").exit == 0)
    let outcome = try await alone.run("models")
    #expect(outcome.output.contains("\tfast,gpt-5-mini\n"), "\(outcome.output)")
  }

  @Test func aRerouteIsANoteThatVanishesWithQuiet() async throws {
    let body = Documents.generationBody.replacing("gpt-4o-mini-2024-07-18", with: "gpt-4.1-2025-04-14")
    let org = try Org([Documents.generations: [.answer(200, body), .answer(200, body)]])
    let note = """
      sfmodels: note: 'sfdc_ai__DefaultOpenAIGPT4OmniMini' is rerouted: gpt-4.1-2025-04-14 has answered in its place

      """
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", note))
    expect(try await org.run("generate", "-q", "hello"), is: Told(0, "Once upon a time.\n", ""))
  }

  @Test func aConversationSaysOfAModelOnceThatItIsRerouted() async throws {
    let home = try Home()
    let screen = try await onThread {
      let terminal = try Terminal(
        ["chat", "--emulator", "-m", "sfdc_ai__DefaultOpenAIGPT4"],
        environment: ["HOME": home.path, "TERM": "xterm", "NO_COLOR": "1", "LANG": "C.UTF-8"], columns: 200)
      try terminal.awaits("OpenAIGPT4> ")
      terminal.type("[[reply: one]]\r")
      try terminal.awaits("has answered in its place")
      try terminal.awaits("OpenAIGPT4> ")
      terminal.type("[[reply: two]]\r")
      try terminal.awaitsAnswer("two")
      terminal.type("\u{4}")
      return try terminal.finish().screen
    }
    #expect(screen.split(separator: "is retired and rerouted").count == 2, "\(screen)")
  }

  @Test func aPromptThatWillNotPassIsSentWithANote() async throws {
    let outcome = try await Alone().run(
      "generate", "--emulator", input: .text(String(repeating: "a", count: 461_000)))
    #expect(outcome.exit == 1)
    #expect(
      outcome.errors.hasPrefix("sfmodels: note: the prompt has 461,000 characters"), "\(outcome.errors)")
    #expect(outcome.errors.contains("(400 BAD_ARGUMENT E30036)"), "\(outcome.errors)")
  }
}

/// What clients of `serve` are told of the org's models.
@Suite struct ServedModelListTests {
  private static let list =
    "GET /services/data/v66.0/ssot/machine-learning/configured-models?limit=25&offset=0"
  private static let token = Turn.answer(
    200, #"{"access_token":"\#(Documents.webToken())","token_format":"jwt","scope":"sfap_api api"}"#
  ).always
  private static let models = Turn.answer(
    200,
    #"{"configuredModels":[{"namespace":"sfdc_ai","name":"DefaultGPT4Omni","capability":"ChatCompletion","#
      + #""status":"Enabled"},{"name":"Acme_CM_12l_0Ay","capability":"ChatCompletion","status":"Enabled"}]}"#)

  /// The gateway does not know the models that a company has made.
  @Test(arguments: [("models", true), ("llmg", false)])
  func theyAreTheOrgsOwnAskedForOnce(_ api: String, _ knowsCustom: Bool) async throws {
    let org = try Org([Documents.token: [Self.token], Self.list: [Self.models]])
    let call = org.call("serve", "--api", api, "--port", "0")
    try await onThread {
      let served = try Served(call)
      defer { served.child.send(9) }
      let custom = #""id":"Acme_CM_12l_0Ay""#
      for version in ["x-nothing: 1", "x-nothing: 2", "anthropic-version: 2023-06-01"] {
        let answer = try served.ask("GET /v1/models", version)
        #expect(answer.contains(#""id":"gpt-4o""#), "\(answer)")
        #expect(answer.contains(custom) == knowsCustom, "\(answer)")
        #expect(!answer.contains("sfdc_ai__DefaultGPT5"), "\(answer)")
      }
      let one = try served.ask("GET /v1/models/Acme_CM_12l_0Ay")
      #expect(one.hasPrefix("HTTP/1.1 \(knowsCustom ? 200 : 404) "), "\(one)")
      // Requests with the name are answered by another model of the org's.
      #expect(try served.ask("GET /v1/models/o3").hasPrefix("HTTP/1.1 200 "))
      #expect(try served.ask("GET /v1/models/llama-3").hasPrefix("HTTP/1.1 404 "))
    }
    #expect(org.server.requests(to: Self.list).count == 1)
    #expect(org.server.unprepared == [])
  }

  @Test func theyAreTheCataloguesWhereTheOrgDoesNotTell() async throws {
    let refusal = Turn.answer(403, #"[{"errorCode":"INSUFFICIENT_ACCESS","message":"No."}]"#).always
    let org = try Org([Documents.token: [Self.token], Self.list: [refusal]])
    try await Served.on(org) { served in
      for _ in 1...2 {
        let answer = try served.ask("GET /v1/models")
        #expect(answer.contains(#""id":"sfdc_ai__DefaultGPT5""#), "\(answer)")
      }
      #expect(try served.ask("GET /v1/models/o3").hasPrefix("HTTP/1.1 200 "))
      try served.child.awaits("models are told those of the catalogue")
    }
    #expect(org.server.requests(to: Self.list).count == 1)
  }

  @Test func thePretendedOrgsModelsAreListed() async throws {
    try await Served.onEmulator { served in
      let answer = try served.ask("GET /v1/models")
      #expect(answer.contains("Acme_Support_Tone_CM_12l_0Ay000001"), "\(answer)")
      #expect(!answer.contains("sfdc_ai__DefaultO3"), "\(answer)")
    }
  }
}
