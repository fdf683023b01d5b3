import ModelsAPI
import Testing
import Wire

@testable import Commands

/// What an API cannot do is said first, and not that nobody is signed in.
struct RefusedBeforeSigningInTests {
  @Test(arguments: [
    (["plugin", "echo"], "the Models REST API has no plug-ins"),
    (["plugin", "echo", "--stream"], "the Models REST API has no plug-ins"),
    (["batch", "status", "j"], "the Models REST API has no batch jobs"),
    (["batch", "wait", "j"], "the Models REST API has no batch jobs"),
    (["batch", "submit", "--type", "s3", "--uri", "s3://x"], "the Models REST API has no batch jobs"),
    (["generate", "hi", "--stop", "x"], "the Models REST API has no such setting: --stop"),
    (["chat", "hi", "--seed", "1"], "the Models REST API has no such setting: --seed"),
    (["feedback", "good", "g", "--turn-id", "t"], "the Models REST API has no such setting: --turn-id"),
  ])
  func theAPIsLimitsComeFirst(_ words: [String], _ message: String) async {
    let result = await TestProgram().run(words: words + ["--api", "models"])
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("sfmodels: \(message)\n"), "\(result.errors)")
  }

  @Test(
    arguments: [
      (.embeddings, "embeddings", "use --api models"), (.feedback, "feedback", "use --api models"),
      (.plugins, "plug-ins", "leave out --api, or use --api llmg"),
      (.batches, "batch jobs", "leave out --api, or use --api llmg"),
    ] as [(Unsupported.Feature, String, String)])
  func anEndpointThatIsMissingIsNamedWithAnAPIThatHasIt(
    _ feature: Unsupported.Feature, _ words: String, _ hint: String
  ) {
    let failure = ModelsFailure.unsupported([Unsupported(feature, in: .modelsREST)])
    let report = FailureReport(failure, hiding: Redaction())
    #expect(report.exit == .usage)
    #expect(report.message == "the Models REST API has no \(words)")
    #expect(report.hint == hint)
  }
}
