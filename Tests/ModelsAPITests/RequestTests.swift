import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// Every endpoint's request, to the byte.
struct RequestTests {
  private static let localization = Localization(
    defaultLocale: "en_US",
    inputLocales: [
      Localization.InputLocale("es_ES", probability: 0.4), Localization.InputLocale("en_US"),
    ], expectedLocales: ["en_US", "fr"])

  @Test func asksForATextAsTheGuideShows() async throws {
    let upstream = ScriptedService(success(#"{"generation":{"generatedText":""}}"#))
    _ = try await ModelsClient(upstream).chat(
      ChatRequest(model: "sfdc_ai__DefaultOpenAIGPT4OmniMini", .prompt("Say \"hi\".\nGrüße/…")))
    #expect(
      upstream.requests == [
        #"""
        POST /models/sfdc_ai__DefaultOpenAIGPT4OmniMini/generations
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: application/json

        {"prompt":"Say \"hi\".\nGrüße/…"}
        """#
      ])
  }

  @Test func sendsAWholeConversation() async throws {
    let upstream = ScriptedService(success(#"{"generationDetails":{"generations":[{"content":""}]}}"#))
    _ = try await ModelsClient(upstream).chat(
      ChatRequest(
        model: "sfdc_ai__DefaultGPT4Omni",
        .messages([
          Message(.system, "Be brief."), Message(.user, "Hi"), Message(.assistant, "Hello"),
          Message(.user, "?"),
        ])))
    #expect(
      upstream.requests == [
        """
        POST /models/sfdc_ai__DefaultGPT4Omni/chat-generations
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: application/json

        {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},\
        {"role":"assistant","content":"Hello"},{"role":"user","content":"?"}]}
        """
      ])
  }

  @Test func sendsTextsToBeEmbedded() async throws {
    let upstream = ScriptedService(success(#"{"embeddings":[{"embedding":[1]},{"embedding":[2]}]}"#))
    _ = try await ModelsClient(upstream).embed(
      EmbeddingRequest(model: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002", inputs: ["one", "two"]))
    #expect(
      upstream.requests == [
        """
        POST /models/sfdc_ai__DefaultOpenAITextEmbeddingAda_002/embeddings
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: application/json

        {"input":["one","two"]}
        """
      ])
  }

  @Test func sendsFeedbackWithoutAModel() async throws {
    let upstream = ScriptedService(
      """
      HTTP/1.1 202 Accepted

      {"message":"Feedback received, Thank you!"}
      """)
    _ = try await ModelsClient(upstream).submit(Feedback(id: "f-1", generationID: "g-1", verdict: .good))
    #expect(
      upstream.requests == [
        """
        POST /feedback
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: application/json

        {"id":"f-1","generationId":"g-1","feedback":"GOOD"}
        """
      ])
  }

  @Test func saysWhoAsksAsItIsTold() {
    let dialect = ModelsREST(ClientIdentity(featureID: "nextGenAuthoring", appContext: "Tests"))
    let fields = dialect.chat(.hello).request.headerFields
    #expect(fields[HTTPField.Name("x-client-feature-id")!] == "nextGenAuthoring")
    #expect(fields[HTTPField.Name("x-sfdc-app-context")!] == "Tests")
  }

  @Test(
    arguments: [
      ("Heroku_Poc_Basic_CM_12l_0Ay5a418d3e", "/models/Heroku_Poc_Basic_CM_12l_0Ay5a418d3e/generations"),
      ("a/../b?c#d e%", "/models/a%2F..%2Fb%3Fc%23d%20e%25/generations"),
      ("ä", "/models/%C3%A4/generations"),
    ] as [(ModelName, String)])
  func putsAnyNameSafelyIntoThePath(_ name: ModelName, _ path: String) {
    #expect(ModelsREST().chat(ChatRequest(model: name, .prompt(""))).request.path == path)
  }

  @Test(arguments: [
    (Localization(defaultLocale: "de"), #"{"prompt":"Hello","localization":{"defaultLocale":"de"}}"#),
    (
      Self.localization,
      #"{"prompt":"Hello","localization":{"defaultLocale":"en_US","inputLocales":[{"locale":"es_ES","#
        + #""probability":0.4},{"locale":"en_US"}],"expectedLocales":["en_US","fr"]}}"#
    ),
  ])
  func namesLanguages(_ localization: Localization, _ body: String) {
    let request = ChatRequest(
      model: "m", .prompt("Hello"), localization: localization)
    #expect(ModelsREST().chat(request).body == bytes(body))
  }

  @Test func carriesLanguagesAndTagsOnEveryEndpointThatTakesThem() {
    let german = Localization(defaultLocale: "de")
    let tags: JSONObject = ["a": ["b", 1]]
    let vectors = EmbeddingRequest(model: "m", inputs: [], localization: german, tags: tags)
    let bodies = [
      ModelsREST().chat(ChatRequest(model: "m", .prompt(""), localization: german, tags: tags)).body,
      ModelsREST().chat(ChatRequest(model: "m", .messages([]), localization: german, tags: tags)).body,
      ModelsREST().embed(vectors)?.body ?? [],
    ]
    let shared = #""localization":{"defaultLocale":"de"},"tags":{"a":["b",1]}}"#
    #expect(
      bodies == [
        bytes(#"{"prompt":"","# + shared), bytes(#"{"messages":[],"# + shared),
        bytes(#"{"input":[],"# + shared),
      ])
  }

  @Test(
    arguments: [
      (
        ["max Tokens": 1],
        #"{"prompt":"Hello","localization":{"defaultLocale":"de"},"tags":{"a":1},"max Tokens":1}"#
      ),
      (["prompt": "Bye"], #"{"prompt":"Bye","localization":{"defaultLocale":"de"},"tags":{"a":1}}"#),
      (
        ["localization": ["expectedLocales": ["fr"]], "tags": ["a": nil, "b": 2]],
        #"{"prompt":"Hello","localization":{"defaultLocale":"de","expectedLocales":["fr"]},"tags":{"a":null,"b":2}}"#
      ),
      (["tags": nil], #"{"prompt":"Hello","localization":{"defaultLocale":"de"},"tags":null}"#),
    ] as [(JSONObject, String)])
  func laysExtraFieldsOverItsOwn(_ extra: JSONObject, _ body: String) {
    let request = ChatRequest(
      model: "m", .prompt("Hello"), localization: Localization(defaultLocale: "de"), tags: ["a": 1],
      extraFields: extra)
    #expect(ModelsREST().chat(request).body == bytes(body))
  }
}
