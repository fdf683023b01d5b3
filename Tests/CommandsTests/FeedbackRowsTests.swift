import Testing
import Wire

/// `feedback --from` with streams and a network of its own.
struct FeedbackRowsTests {
  /// The bodies of what would be sent.
  private func bodies(_ words: String..., input: String) async -> [String] {
    let result = await TestProgram().run(
      words: ["feedback", "--from", "-", "--dry-run"] + words, input: input)
    return result.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
  }

  /// The same with every id that is derived from the content replaced.
  private func content(_ words: String..., input: String) async -> [String] {
    let result = await TestProgram().run(
      words: ["feedback", "--from", "-", "--dry-run"] + words, input: input)
    return result.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map { body in
      String(body.drop { $0 != "," })
    }
  }

  @Test(arguments: [
    (#"{"generation":"g","verdict":"good"}"#, #","generationId":"g","feedback":"GOOD"}"#),
    (
      #"{"generation_id":"g","verdict":"BAD","text":"Too long"}"#,
      #","generationId":"g","feedback":"BAD","feedbackText":"Too long"}"#
    ),
    (
      #"{"generation_id":"g","verdict":"none","text":"Hm"}"#,
      #","generationId":"g","feedback":null,"feedbackText":"Hm"}"#
    ),
    (
      #"{"generation_id":"g","verdict":"good","source":"app","app_feedback":{"n":1.0},"app_generation":"shown","app-generation-id":"a"}"#,
      #","generationId":"g","feedback":"GOOD","source":"app","appFeedback":{"n":1.0},"appGenerationId":"a","appGeneration":"shown"}"#
    ),
    // A line that generate has written: its text is the answer.
    (
      #"{"id":"row","text":"the answer","model":"M","generation_id":"g","verdict":"good"}"#,
      #","generationId":"g","feedback":"GOOD"}"#
    ),
    (
      #"{"id":"row","text":"the answer","model":"M","generation_id":"g","verdict":"bad","feedback_text":"No"}"#,
      #","generationId":"g","feedback":"BAD","feedbackText":"No"}"#
    ),
  ])
  func aRowSaysWhatIsSent(_ row: String, _ body: String) async {
    #expect(await content(input: row) == [body])
  }

  @Test func optionsHoldForRowsThatSayNothingElse() async {
    let rows = "generation_id,verdict,source\ng1,,\ng2,good,human\n"
    #expect(
      await content("bad", "--input-format", "csv", "--source", "app", "--text", "t", input: rows) == [
        #","generationId":"g1","feedback":"BAD","feedbackText":"t","source":"app"}"#,
        #","generationId":"g2","feedback":"GOOD","feedbackText":"t","source":"human"}"#,
      ])
  }

  @Test func linesMayBeGenerations() async {
    #expect(
      await content("good", "--input-format", "lines", input: "g1\ng2\n") == [
        #","generationId":"g1","feedback":"GOOD"}"#, #","generationId":"g2","feedback":"GOOD"}"#,
      ])
  }

  @Test func anIDIsTheFeedbacksOwnOrDerivedFromItsContent() async {
    let plain = await bodies(input: #"{"generation_id":"g","verdict":"good"}"#)
    let again = await bodies("good", input: #"{"generation":"g"}"#)
    let numbered = await bodies(input: #"{"id":1,"generation_id":"g","verdict":"good"}"#)
    let answer = await bodies(input: #"{"id":"1","model":"M","generation_id":"g","verdict":"good"}"#)
    let other = await bodies(input: #"{"generation_id":"g","verdict":"bad"}"#)
    let single = await TestProgram().run("feedback", "good", "g", "--dry-run").output.split(separator: "\n")
      .last
    #expect(plain == again)
    #expect(plain == numbered)
    #expect(plain == answer)
    #expect(plain.first?.prefix(45) != other.first?.prefix(45))
    #expect(plain.first == single.map(String.init))
    #expect(
      await bodies(input: #"{"id":"f-1","generation_id":"g","verdict":"good"}"#) == [
        #"{"id":"f-1","generationId":"g","feedback":"GOOD"}"#
      ])
  }

  @Test func aRowThatCannotBeSentIsRefusedAlone() async {
    let rows = """
      {"generation_id":"g1","verdict":"good"}
      {"generation_id":"g2"}
      {"verdict":"good"}
      {"generation_id":"g3","verdict":"great"}
      {"generation_id":"g4","verdict":"none"}
      {"generation_id":"g5","verdict":"good","turn_id":"t"}
      {"generation_id":"g6","verdict":"good"}
      """
    let result = await TestProgram().run("feedback", "--emulator", "--from", "-", "-q", input: rows)
    #expect(
      result
        == .init(
          status: 7, output: "",
          errors: """
            sfmodels: row 2 has no field 'verdict'
            sfmodels: row 3 has no field 'generation_id'
            sfmodels: row 4 has something else than good, bad or none in field 'verdict'
            sfmodels: row 5 has no field 'text'
            sfmodels: row 6: the Models REST API has no such setting: --turn-id
            sfmodels: 5 of 7 rows were refused

            """))
  }

  @Test(arguments: [
    (["good", "g"], "--from and GENERATION cannot be used together"),
    (["--last"], "--from and --last cannot be used together"),
    (["--id", "f"], "--from and --id cannot be used together"),
    (["--turn-id", "t"], "the Models REST API has no such setting: --turn-id"),
  ])
  func whatRowsCannotHaveIsRefusedBeforeAnything(_ words: [String], _ message: String) async {
    let result = await TestProgram().run(
      words: ["feedback", "--from", "-", "--emulator"] + words, input: "{}")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(message)\n"))
  }

  @Test func aVerdictIsNeededWithoutRows() async {
    let result = await TestProgram().run("feedback", "--emulator")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: 'sfmodels feedback' needs VERDICT\n"))
  }
}
