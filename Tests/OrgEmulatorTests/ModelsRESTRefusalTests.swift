import Testing
import Wire

@Suite struct ModelsRESTRefusalTests {
  private let org = TestOrg()

  private func summary(_ raw: String) async throws -> String {
    try await org.send(raw, token: org.signIn()).summary
  }

  private func missing(_ reference: String, _ type: String = "FIELD") -> String {
    """
    400 {"errorCode":"REQUIRED_FIELD_MISSING","messageCode":"E00001","message":"Field is required",\
    "targets":[{"type":"\(type)","reference":"\(reference)"}]}
    """
  }

  private func bad(_ message: String, _ reference: String, _ type: String = "FIELD") -> String {
    """
    400 {"errorCode":"BAD_ARGUMENT","messageCode":"E00001","message":"\(message)",\
    "targets":[{"type":"\(type)","reference":"\(reference)"}]}
    """
  }

  private let notFound =
    #"404 {"errorCode":"NOT_FOUND","messageCode":"E00001","message":"Resource not found"}"#

  @Test(arguments: [
    (mini + "/generations", "{}", "$['prompt']"),
    (mini + "/generations", #"{"prompt": null}"#, "$['prompt']"),
    (mini + "/generations", #"{"prompt": "x", "localization": {}}"#, "$['localization']['defaultLocale']"),
    (
      mini + "/generations",
      #"{"prompt": "x", "localization": {"defaultLocale": "en", "inputLocales": [{}]}}"#,
      "$['localization']['inputLocales'][0]['locale']"
    ),
    (mini + "/chat-generations", #"{"messages": [{"content": "x"}]}"#, "$['messages'][0]['role']"),
    (mini + "/chat-generations", #"{"messages": [{"role": "user"}]}"#, "$['messages'][0]['content']"),
    (ada + "/embeddings", "{}", "$['input']"),
  ])
  func namesTheFieldThatIsMissing(_ path: String, _ body: String, _ reference: String) async throws {
    #expect(try await summary(platformRequest(path, body)) == missing(reference))
  }

  @Test(arguments: [
    (mini + "/generations", #"{"prompt": 5}"#, "Expected a string.", "$['prompt']"),
    (mini + "/generations", #"{"prompt": "x", "tags": []}"#, "Expected an object.", "$['tags']"),
    (
      mini + "/generations", #"{"prompt": "x", "localization": null}"#, "Expected an object.",
      "$['localization']"
    ),
    (
      mini + "/generations",
      #"{"prompt": "x", "localization": {"defaultLocale": "en", "inputLocales": [{"locale": "de", "probability": 2}]}}"#,
      "Expected a number from 0 to 1.", "$['localization']['inputLocales'][0]['probability']"
    ),
    (
      mini + "/generations",
      #"{"prompt": "x", "localization": {"defaultLocale": "en", "expectedLocales": ["de", 1]}}"#,
      "Expected a string.", "$['localization']['expectedLocales'][1]"
    ),
    (mini + "/chat-generations", #"{"messages": "x"}"#, "Expected an array.", "$['messages']"),
    (mini + "/chat-generations", #"{"messages": ["x"]}"#, "Expected an object.", "$['messages'][0]"),
    (
      mini + "/chat-generations", #"{"messages": [{"role": "tool", "content": "x"}]}"#,
      "Expected one of user, assistant, system.", "$['messages'][0]['role']"
    ),
    (
      mini + "/chat-generations", #"{"messages": [{"role": "user", "content": [{"type": "text"}]}]}"#,
      "Expected a string.", "$['messages'][0]['content']"
    ),
    (ada + "/embeddings", #"{"input": "x"}"#, "Expected an array.", "$['input']"),
    (ada + "/embeddings", #"{"input": []}"#, "Input must not be empty.", "$['input']"),
    (ada + "/embeddings", #"{"input": ["x", 1]}"#, "Expected a string.", "$['input'][1]"),
    (
      ada + "/embeddings",
      #"{"input": ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""]}"#,
      "Input must not hold more than 16 texts.", "$['input']"
    ),
    ("/feedback", #"{"feedback": "GREAT"}"#, "Expected one of GOOD, BAD.", "$['feedback']"),
    ("/feedback", #"{"id": 7}"#, "Expected a string.", "$['id']"),
    ("/feedback", #"{"appFeedback": "x"}"#, "Expected an object.", "$['appFeedback']"),
    ("/feedback", "[]", "Expected an object.", "$"),
  ])
  func namesTheFieldThatIsWrong(
    _ path: String, _ body: String, _ message: String, _ reference: String
  ) async throws {
    #expect(try await summary(platformRequest(path, body)) == bad(message, reference))
  }

  @Test(arguments: [#"{"messages": []}"#, #"{"messages": null}"#, "{}"])
  func aConversationHasMessages(_ body: String) async throws {
    #expect(
      try await summary(platformRequest("\(mini)/chat-generations", body)) == """
        400 {"errorCode":"BAD_ARGUMENT","messageCode":"E30002",\
        "message":"Messages must be non-null and size > 0."}
        """)
  }

  @Test(arguments: [(459_999, 200), (460_000, 400)])
  func veryLongPromptsAreRefused(_ length: Int, _ status: Int) async throws {
    let prompt = String(repeating: "ä", count: length)
    let answer = try await summary(platformRequest("\(mini)/generations", #"{"prompt": "\#(prompt)"}"#))
    #expect(answer.hasPrefix("\(status) "))
    guard status == 400 else { return }
    #expect(
      answer == """
        400 {"errorCode":"BAD_ARGUMENT","messageCode":"E30036","message":"Prompt size exceeds the token limit for \
        when PII is enabled. Please reduce prompt size."}
        """)
  }

  @Test func aBodyThatIsNoJSONIsRefused() async throws {
    #expect(
      try await summary(platformRequest("\(mini)/generations", "prompt=x"))
        .hasPrefix(
          #"400 {"errorCode":"BAD_ARGUMENT","messageCode":"E00001","message":"The request body is no valid JSON"#
        ))
  }

  @Test(arguments: ["x-sfdc-app-context", "x-client-feature-id"])
  func bothHeadersAreRequired(_ name: String) async throws {
    let request = platformRequest("\(mini)/generations", #"{"prompt": "x"}"#)
      .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(name) }.joined(
        separator: "\n")
    #expect(try await summary(request) == missing(name, "HTTP_HEADER"))
  }

  @Test(arguments: [
    ("EinsteinGPT", "Other", "Unknown app context.", "x-sfdc-app-context"),
    (
      "application/json;charset=utf-8", "text/plain", "Content-Type must be application/json.", "Content-Type"
    ),
  ])
  func headersMustSayWhatTheDocumentsSay(
    _ right: String, _ wrong: String, _ message: String, _ reference: String
  ) async throws {
    let request = platformRequest("\(mini)/generations", #"{"prompt": "x"}"#).replacing(right, with: wrong)
    #expect(try await summary(request) == bad(message, reference, "HTTP_HEADER"))
  }

  @Test(arguments: ["Bearer stranger", "Basic TOKEN", "TOKEN"])
  func aRequestWithoutAGoodTokenIsRefused(_ authorization: String) async throws {
    let request = platformRequest("\(mini)/generations", #"{"prompt": "x"}"#)
      .replacing("Bearer TOKEN", with: authorization)
    #expect(
      try await summary(request) == """
        401 {"errorCode":"INVALID_AUTH","messageCode":"E00001",\
        "message":"Access bearer token is missing or invalid"}
        """)
  }

  @Test(arguments: [
    "/models/sfdc_ai__DefaultGPT9/generations", "/models/sfdc_ai__DefaultO3/generations",
    "/models/sfdc_ai__DefaultGPT9/embeddings", "/models", "/models//generations", "\(mini)/transcriptions",
  ])
  func whatTheOrgDoesNotHaveIsNotFound(_ path: String) async throws {
    #expect(try await summary(platformRequest(path, #"{"prompt": "x", "input": ["x"]}"#)) == notFound)
  }

  @Test func withoutTheBasePathNothingIsServed() async throws {
    let request = platformRequest("\(mini)/generations", #"{"prompt": "x"}"#)
      .replacing("/einstein/platform/v1", with: "")
    #expect(try await summary(request) == "404 ")
  }

  @Test(arguments: [
    ("\(ada)/generations", #"{"prompt": "x"}"#, "ChatCompletion"),
    ("\(mini)/embeddings", #"{"input": ["x"]}"#, "Embedding"),
  ])
  func aModelDoesOnlyWhatItIsMadeFor(_ path: String, _ body: String, _ capability: String) async throws {
    let answer = try await summary(platformRequest(path, body))
    #expect(answer.hasPrefix(#"400 {"errorCode":"BAD_ARGUMENT","#))
    #expect(answer.contains("does not support the capability \(capability)."))
  }

  @Test func onlyPostIsAnswered() async throws {
    let request = platformRequest("\(mini)/generations", "").replacing("POST", with: "GET")
    #expect(try await summary(request).hasPrefix("405 "))
  }
}
