import TestSupport
import Testing

/// The program from what one types to what comes back.
struct ProgramTests {
  @Test func answerIsTheTextAndOneNewline() async {
    let result = await TestProgram().run("generate", "--emulator", "[[reply: Good morning.]]")
    #expect(result == .init(status: 0, output: "Good morning.\n", errors: ""))
  }

  @Test func promptIsOperandsThenABlankLineThenInput() async {
    let result = await TestProgram().run(
      "generate", "--dry-run", "Explain", "this:", input: "line 1\nline 2\n")
    #expect(result.output.hasSuffix("\n\n{\"prompt\":\"Explain this:\\n\\nline 1\\nline 2\"}\n"))
  }

  @Test func everySettingThatTheAPILacksIsNamed() async {
    let result = await TestProgram().run(
      "generate", "--temperature", "0.5", "--stop", "x", "--no-stream", "hi")
    #expect(
      result
        == .init(
          status: 2, output: "",
          errors: """
            sfmodels: the Models REST API has no such setting: --temperature, --stop
              hint: give the setting to a custom-configured model in Einstein Studio and use that model's name, or \
            use the LLM Gateway (--api llmg)

            """))
  }

  @Test func withoutCredentialsTheWayInIsNamed() async {
    let result = await TestProgram().run("generate", "hi")
    #expect(result.status == 3)
    #expect(
      result.errors
        == """
        sfmodels: not signed in as profile 'default'
          hint: run 'sfmodels auth login', or set SFMODELS_DOMAIN, SFMODELS_CLIENT_ID, SFMODELS_CLIENT_SECRET; \
        without an org: --emulator

        """)
  }

  @Test func settingsOfTheProfileCountBelowTheEnvironment() async throws {
    let home = try TemporaryFolder()
    try home.write("[profile.default]\nmodel = \"from-file\"\n", to: ".config/sfmodels/config.toml")
    let program = { TestProgram(home: home.path) }
    let environment = ["SFMODELS_MODEL": "from-environment"]
    let fromFile = await program().run("generate", "--dry-run", "hi")
    let fromEnvironment = await program().run("generate", "--dry-run", "hi", environment: environment)
    let typed = await program().run("generate", "--dry-run", "-m", "typed", "hi", environment: environment)
    #expect(
      [fromFile, fromEnvironment, typed].map { model(in: $0.output) } == [
        "from-file", "from-environment", "typed",
      ])
  }

  @Test func unknownProfileIsAUsageError() async throws {
    let home = try TemporaryFolder()
    try home.write("[profile.prod]\nmodel = \"m\"\n", to: ".config/sfmodels/config.toml")
    let result = await TestProgram(home: home.path).run("generate", "-p", "prd", "hi")
    #expect(result.status == 2)
    #expect(result.errors == "sfmodels: there is no profile 'prd'\n  hint: there are: prod\n")
  }

  @Test func failureAsJSONIsOneObject() async {
    let result = await TestProgram().run("generate", "--json", "--emulator", "-m", "nope", "hi")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("{\"error\":{\"message\":\"the org has no model 'nope'\""))
  }

  @Test func toxicAnswerIsPrintedAndRefused() async {
    let result = await TestProgram().run(
      "generate", "--emulator", "--max-toxicity", "0.1", "[[toxic]] say something")
    #expect(result.status == 6)
    #expect(!result.output.isEmpty)
    #expect(
      result.errors.hasPrefix("sfmodels: the answer does not pass --max-toxicity: the service calls it toxic")
    )
  }

  @Test(arguments: [
    ["generate"], ["generate", "--api", "llmg", "--stream"], ["chat", "--api", "llmg", "--stream"],
  ])
  func markdownIsStyledWhenAskedFor(_ words: [String]) async {
    let prompt = "[[reply: Very **bold** words]]"
    let plain = await TestProgram().run(words: words + ["--emulator", prompt])
    let styled = await TestProgram().run(words: words + ["--emulator", "--render", prompt])
    #expect(plain == .init(status: 0, output: "Very **bold** words\n", errors: ""))
    #expect(styled.output.contains("\u{1B}["))
    #expect(styled.output.hasSuffix("\n"))
  }

  private func model(in request: String) -> String? {
    let path = request.split(separator: "\n").first?.split(separator: "/")
    return path?.dropLast().last.map(String.init)
  }
}
