import ModelsAPI
import TestSupport
import Testing
import Wire

/// The models that an org has configured: read tolerantly, through all pages.
struct ConfiguredModelTests {
  private static let path = "/services/data/v66.0/ssot/machine-learning/configured-models"

  private func models(_ service: ScriptedService, retries: Int = 0) async throws -> [ConfiguredModel] {
    let clock = TestClock()
    return try await ConfiguredModelList(
      service, retrying: RetryLoop(RetryPolicy(retries: retries), pause: { clock.pause($0) }),
      now: { TestClock.start }
    ).models()
  }

  private static func page(_ names: String..., rest: String = "") -> String {
    let entries = names.map { #"{"name":"\#($0)"}"# }.joined(separator: ",")
    return success("{\"configuredModels\":[\(entries)]\(rest)}")
  }

  @Test(
    arguments: [
      (
        #"{"id":"1","namespace":"sfdc_ai","name":"DefaultGPT5","label":"GPT 5","capability":"ChatCompletion","#
          + #""status":"Enabled","artifact":{"namespace":"llmgateway","name":"GPT5"},"parameterOverrides":[]}"#,
        ConfiguredModel(
          name: "sfdc_ai__DefaultGPT5", kind: .chat, status: .enabled, artifact: "llmgateway__GPT5")
      ),
      (
        #"{"name":"Acme_CM_12l_0Ay","capability":"Completion","status":"Disabled","artifact":{"name":"A"}}"#,
        ConfiguredModel(name: "Acme_CM_12l_0Ay", kind: .chat, status: .disabled, artifact: "A")
      ),
      (
        #"{"namespace":"c","name":"Acme_CM_12l_0Ay","capability":"Embedding","status":"Rerouted"}"#,
        ConfiguredModel(name: "Acme_CM_12l_0Ay", kind: .embedding, status: .rerouted)
      ),
      (
        #"{"namespace":"","name":"a","capability":"Regression","status":"deprecated","artifact":null}"#,
        ConfiguredModel(name: "a", kind: .other, status: .deprecated)
      ),
      (
        #"{"namespace":null,"name":"a","capability":"Telepathy","status":"Sleeping","artifact":"x"}"#,
        ConfiguredModel(name: "a", kind: .other, status: .other("Sleeping"))
      ),
      (
        #"{"namespace":"sfdc_ai","name":"sfdc_ai__DefaultGPT5","status":7,"capability":[]}"#,
        ConfiguredModel(name: "sfdc_ai__DefaultGPT5")
      ),
    ])
  func readsAnEntry(_ json: String, _ model: ConfiguredModel) async throws {
    let service = ScriptedService(success("{\"configuredModels\":[\(json)],\"nextPageUrl\":null}"))
    #expect(try await models(service) == [model])
    #expect(service.paths == ["\(Self.path)?limit=25&offset=0"])
  }

  @Test func whatHasNoNameIsLeftOutAndWhatComesTwiceComesOnce() async throws {
    let service = ScriptedService(
      success(#"{"configuredModels":[{"id":"1"},{"name":""},null,7,{"name":"a"},{"name":"a"},{"name":"b"}]}"#)
    )
    #expect(try await models(service).map(\.name) == ["a", "b"])
  }

  @Test(arguments: [
    // As the org writes it: a path, or a whole address, whose host does not matter.
    (#","nextPageUrl":"PATH?limit=1&offset=1","totalSize":2"#, "PATH?limit=1&offset=1"),
    (#","nextPageUrl":"https://evil.example:8/x/../PATH?x=1","totalSize":2"#, "PATH?x=1"),
    (##","nextPageUrl":"PATH""##, "PATH"),
    // Without an address, and with one that is no page of the list, by what is still to come.
    (#","totalSize":3"#, "PATH?limit=25&offset=1"),
    (#","nextPageUrl":"","totalSize":3"#, "PATH?limit=25&offset=1"),
    (#","nextPageUrl":"/services/oauth2/revoke?token=x","totalSize":2"#, "PATH?limit=25&offset=1"),
    (#","nextPageUrl":"PATH?x=1 HTTP/1.1\r\nX: y""#, "PATH?limit=25&offset=1"),
  ])
  func goesOnToTheNextPage(_ rest: String, _ next: String) async throws {
    let page = Self.page(
      "a", rest: rest.replacing("/PATH", with: Self.path).replacing("PATH", with: Self.path))
    let service = ScriptedService(page, Self.page("b"))
    #expect(try await models(service).map(\.name) == ["a", "b"])
    #expect(service.paths.last == next.replacing("PATH", with: Self.path))
  }

  @Test(arguments: [
    #","nextPageUrl":null,"totalSize":1"#, #","totalSize":1"#, "",
    // Back to where it came from.
    #","nextPageUrl":"PATH?limit=25&offset=0""#,
  ])
  func endsWhereThereIsNoOther(_ rest: String) async throws {
    let service = ScriptedService(Self.page("a", rest: rest.replacing("PATH", with: Self.path)))
    #expect(try await models(service).map(\.name) == ["a"])
  }

  @Test func anEmptyPageIsTheLast() async throws {
    let service = ScriptedService(Self.page(rest: #","totalSize":9,"nextPageUrl":"\#(Self.path)?x""#))
    #expect(try await models(service) == [])
  }

  @Test func pagesWithoutEndAreNotFollowedForEver() async throws {
    let pages = (1...400).map { Self.page("a\($0)", rest: #","nextPageUrl":"\#(Self.path)?page=\#($0)""#) }
    let service = ScriptedService(pages.map { .raw($0) })
    await #expect(throws: ModelsFailure.otherShape(missing: "last page", requestID: nil)) {
      try await models(service)
    }
    #expect(service.requests.count == 400)
  }

  @Test(arguments: [
    ("{}", ModelsFailure.otherShape(missing: "configuredModels", requestID: "r-1")),
    ("[]", .otherShape(missing: "configuredModels", requestID: "r-1")),
  ])
  func anotherAnswerIsRefused(_ body: String, _ failure: ModelsFailure) async throws {
    await #expect(throws: failure) { try await models(ScriptedService(success(body))) }
  }

  @Test func aRefusalIsReadAsTheOrgsOwnHostWritesIt() async throws {
    let service = ScriptedService(
      """
      HTTP/1.1 403 Forbidden
      content-type: application/json

      [{"errorCode":"INSUFFICIENT_ACCESS","message":"No access."}]
      """)
    let refusal = Refusal(status: 403, errorCode: "INSUFFICIENT_ACCESS", message: "No access.")
    await #expect(throws: ModelsFailure.refused(refusal)) { try await models(service) }
  }

  @Test func whatIsTriedAgainIsTriedAgainForEachPage() async throws {
    let busy = "HTTP/1.1 503 Service Unavailable\n\n"
    let service = ScriptedService(
      busy, Self.page("a", rest: #","totalSize":2"#), busy, Self.page("b"))
    #expect(try await models(service, retries: 1).map(\.name) == ["a", "b"])
  }

  @Test(
    arguments: [
      (ConfiguredModel(name: "sfdc_ai__DefaultGPT41"), "sfdc_ai__DefaultGPT41"),
      (ConfiguredModel(name: "Acme", artifact: "llmgateway__GPT41"), "sfdc_ai__DefaultGPT41"),
      (ConfiguredModel(name: "Acme", artifact: "OpenAIGPT4OmniMini"), "sfdc_ai__DefaultOpenAIGPT4OmniMini"),
      (ConfiguredModel(name: "Acme", artifact: "llmgateway__Nobodys"), nil),
      (ConfiguredModel(name: "Acme"), nil),
    ] as [(ConfiguredModel, ModelName?)])
  func isKnownByItsNameOrByTheModelBehindIt(_ model: ConfiguredModel, _ known: ModelName?) {
    #expect(model.known?.name == known)
  }
}
