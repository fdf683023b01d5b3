import OrgEmulator
import Testing
import Wire

@Suite struct GatewayRefusalTests {
  private let org = TestOrg()

  private func summary(_ raw: String) async throws -> String {
    try await org.send(raw, token: org.signIn()).summary
  }

  private static let hello = #"{"model": "\#(gpt)", "messages": [{"role": "user", "content": "hello"}]}"#

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

  @Test(arguments: [
    ("/chat/generations", #"{"messages": [{"role": "user", "content": "x"}]}"#, "$['model']"),
    ("/generations", #"{"prompt": "x"}"#, "$['model']"),
    ("/generations", #"{"model": "\#(gpt)"}"#, "$['prompt']"),
    (
      "/chat/generations", #"{"model": "\#(gpt)", "messages": [{"content": "x"}]}"#,
      "$['messages'][0]['role']"
    ),
    (
      "/chat/generations", #"{"model": "\#(gpt)", "messages": [{"role": "user"}]}"#,
      "$['messages'][0]['content']"
    ),
    (
      "/chat/generations",
      #"{"model": "\#(gpt)", "messages": [{"role": "user", "content": [{"type": "text"}]}]}"#,
      "$['messages'][0]['content'][0]['text']"
    ),
    (
      "/chat/generations",
      #"{"model": "\#(gpt)", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": "x"}]}]}"#,
      "$['messages'][0]['content'][0]['url']"
    ),
    ("/embeddings", #"{"model": "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"}"#, "$['input']"),
    ("/feedback", #"{"generation_id": "x", "feedback": null}"#, "$['feedback_text']"),
    ("/batch/embeddings", #"{"data_source": {"type": "s3", "uri": "x"}}"#, "$['model']"),
    ("/batch/embeddings", #"{"model": "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"}"#, "$['data_source']"),
    (
      "/batch/embeddings",
      #"{"model": "sfdc_ai__DefaultOpenAITextEmbeddingAda_002", "data_source": {"type": "s3"}}"#,
      "$['data_source']['uri']"
    ),
  ])
  func namesTheFieldThatIsMissing(_ path: String, _ body: String, _ reference: String) async throws {
    #expect(try await summary(gatewayRequest(path, body)) == missing(reference))
  }

  private static let wrongMembers: [(member: String, message: String, reference: String)] = [
    (#""generation_settings": []"#, "Expected an object.", "$['generation_settings']"),
    (
      #""generation_settings": {"temperature": 1.5}"#, "Expected a number from 0.0 to 1.0.",
      "$['generation_settings']['temperature']"
    ),
    (
      #""generation_settings": {"frequency_penalty": -1}"#, "Expected a number from 0.0 to 1.0.",
      "$['generation_settings']['frequency_penalty']"
    ),
    (
      #""generation_settings": {"max_tokens": 0}"#, "Expected a whole number from 1.",
      "$['generation_settings']['max_tokens']"
    ),
    (
      #""generation_settings": {"max_tokens": "5"}"#, "Expected a whole number from 1.",
      "$['generation_settings']['max_tokens']"
    ),
    (
      #""generation_settings": {"num_generations": 129}"#, "Expected a whole number from 1 to 128.",
      "$['generation_settings']['num_generations']"
    ),
    (
      #""generation_settings": {"stop_sequences": [1]}"#, "Expected a string.",
      "$['generation_settings']['stop_sequences'][0]"
    ),
    (
      #""generation_settings": {"parameters": {"response_format": "xml"}}"#,
      "Expected text, json_object or json_schema.",
      "$['generation_settings']['parameters']['response_format']"
    ),
    (#""enable_pii_masking": "yes""#, "Expected true or false.", "$['enable_pii_masking']"),
    (#""enable_output_safety_scoring": 1"#, "Expected true or false.", "$['enable_output_safety_scoring']"),
    (#""turn_id": 5"#, "Expected a string.", "$['turn_id']"),
    (#""tags": []"#, "Expected an object.", "$['tags']"),
    (#""localization": {"input_locales": "en"}"#, "Expected an array.", "$['localization']['input_locales']"),
    (
      #""log_probability_settings": {"enable": true, "top_k": 21}"#, "Expected a whole number from 0 to 20.",
      "$['log_probability_settings']['top_k']"
    ),
    (#""slots_to_data": {"slots": [1]}"#, "Expected an object.", "$['slots_to_data']['slots'][0]"),
    (
      #""debug_settings": {"include_masked_data_details": null}"#, "Expected true or false.",
      "$['debug_settings']['include_masked_data_details']"
    ),
    (#""tools": [{"type": "retrieval"}]"#, "Expected one of function, web_search.", "$['tools'][0]['type']"),
    (
      #""tools": [{"type": "function", "function": {"name": "a b"}}]"#,
      "Expected letters, digits, underscores and dashes, 64 at most.", "$['tools'][0]['function']['name']"
    ),
    (
      #""tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object", "properties": {"type": {"type": "STRING", "enum": [{"type": "X"}]}}}}}]"#,
      "Invalid schema for function 'f': 'STRING' is not a type.", "$['tools'][0]['function']['parameters']"
    ),
    (
      #""tool_config": {"mode": "required"}"#, "Expected one of auto, none, tool, any.",
      "$['tool_config']['mode']"
    ),
    (
      #""tool_config": {"mode": "any"}"#, "A tool can only be called when there are tools.",
      "$['tool_config']['mode']"
    ),
    (
      #""tool_config": {"allowed_tools": [{"type": "function", "name": "g"}]}"#,
      "Tool 'g' is not among the tools.", "$['tool_config']['allowed_tools'][0]['name']"
    ),
    (
      #""composition_settings": {"tool_choice": "must"}"#, "Expected auto, none, required, any or a tool.",
      "$['composition_settings']['tool_choice']"
    ),
  ]

  @Test(arguments: wrongMembers)
  func namesTheFieldThatIsWrong(_ member: String, _ message: String, _ reference: String) async throws {
    let body = "\(Self.hello.dropLast()), \(member)}"
    #expect(try await summary(gatewayRequest("/chat/generations", body)) == bad(message, reference))
    #expect(try await summary(gatewayRequest("/chat/generations/stream", body)) == bad(message, reference))
  }

  @Test(arguments: [
    (#"{"role": "robot", "content": "x"}"#, "Expected one of system, user, assistant, tool.", "['role']"),
    (#"{"role": "user", "content": 5}"#, "Expected a string or an array.", "['content']"),
    (
      #"{"role": "user", "content": [{"type": "video", "url": "x"}]}"#,
      "Expected one of text, image_url, input_audio.", "['content'][0]['type']"
    ),
    (
      #"{"role": "assistant", "content": "", "tool_invocations": [{"id": "c", "function": {"name": "f", "arguments": {}}}]}"#,
      "Expected a string.", "['tool_invocations'][0]['function']['arguments']"
    ),
  ])
  func namesWhatIsWrongWithAMessage(_ message: String, _ words: String, _ place: String) async throws {
    let body = #"{"model": "\#(gpt)", "messages": [\#(message)]}"#
    #expect(
      try await summary(gatewayRequest("/chat/generations", body)) == bad(words, "$['messages'][0]\(place)"))
  }

  @Test(arguments: [
    ("/generations", #"{"model": "\#(gpt)", "prompt": "x", "temperature": 2}"#, "$['temperature']"),
    (
      "/generations/stream", #"{"model": "\#(gpt)", "prompt": "x", "presence_penalty": 2}"#,
      "$['presence_penalty']"
    ),
  ])
  func checksThePlainFormToo(_ path: String, _ body: String, _ reference: String) async throws {
    #expect(
      try await summary(gatewayRequest(path, body)) == bad("Expected a number from 0.0 to 1.0.", reference))
  }

  @Test(arguments: [#""messages": []"#, #""messages": null"#, #""prompt": "x""#])
  func aConversationHasMessages(_ member: String) async throws {
    #expect(
      try await summary(gatewayRequest("/chat/generations", #"{"model": "\#(gpt)", \#(member)}"#)) == """
        400 {"errorCode":"BAD_ARGUMENT","messageCode":"E30002",\
        "message":"Messages must be non-null and size > 0."}
        """)
  }

  @Test(arguments: [
    ("/feedback", #"{"feedback": "GREAT"}"#, "Expected one of GOOD, BAD.", "$['feedback']"),
    ("/feedback", #"{"feedback": "BAD", "turn_id": 5}"#, "Expected a string.", "$['turn_id']"),
    ("/embeddings", #"{"input": "x"}"#, "Expected an array.", "$['input']"),
    ("/plugins/echo/generations", "[]", "Expected an object.", "$"),
  ])
  func checksTheOtherEndpointsToo(
    _ path: String, _ body: String, _ message: String, _ reference: String
  ) async throws {
    #expect(try await summary(gatewayRequest(path, body)) == bad(message, reference))
  }

  @Test(arguments: [
    ("/chat/generations", hello.replacing(gpt, with: "sfdc_ai__DefaultGPT9")),
    ("/chat/generations/stream", hello.replacing(gpt, with: "llmgateway__GPT9")),
    ("/chat/generations", hello.replacing(gpt, with: "Acme_Support_Tone_CM_12l_0Ay000001")),
    ("/embeddings", #"{"model": "ada", "input": ["x"]}"#), ("/plugins/other/generations", "{}"),
    ("/chat/sessions", "{}"), ("/models", "{}"), ("/plugins/echo", "{}"), ("/batch", "{}"), ("", "{}"),
  ])
  func whatTheGatewayDoesNotHaveIsNotFound(_ path: String, _ body: String) async throws {
    #expect(
      try await summary(gatewayRequest(path, body))
        == #"404 {"errorCode":"NOT_FOUND","messageCode":"E00001","message":"Resource not found"}"#)
  }

  @Test(arguments: [
    (
      hello.replacing(gpt, with: "sfdc_ai__DefaultOpenAITextEmbeddingAda_002"),
      "does not support the capability"
    ),
    (hello.replacing(gpt, with: "xgen_stream"), "only streams"),
  ])
  func aModelDoesOnlyWhatItIsMadeFor(_ body: String, _ words: String) async throws {
    let answer = try await summary(gatewayRequest("/chat/generations", body))
    #expect(answer.hasPrefix(#"400 {"errorCode":"BAD_ARGUMENT","#))
    #expect(answer.contains(words))
  }

  @Test(arguments: ["x-sfdc-app-context", "x-client-feature-id"])
  func bothHeadersAreRequired(_ name: String) async throws {
    let request = gatewayRequest("/chat/generations", Self.hello)
      .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(name) }
    #expect(try await summary(request.joined(separator: "\n")) == missing(name, "HTTP_HEADER"))
  }

  private func status(adding header: String) async throws -> String {
    try await summary(
      gatewayRequest("/chat/generations", Self.hello).replacing(
        "\n\n", with: "\n\(header)\n\n", maxReplacements: 1))
  }

  @Test(arguments: [
    "core/prod", "core/prod1/00DDu0000000", "00DDu00000008cuqMAA", "Core/prod1/00DDu00000008cuqMAA",
  ])
  func aTenantHasItsForm(_ tenant: String) async throws {
    #expect(
      try await status(adding: "x-sfdc-core-tenant-id: \(tenant)")
        == bad("It must follow the correct tenantKey format", "x-sfdc-core-tenant-id", "HTTP_HEADER"))
  }

  @Test func aProviderIsOneOfTheReference() async throws {
    #expect(
      try await status(adding: "x-llm-provider: openai")
        == bad(
          "Expected one of AzureOpenAI, OpenAI, Cohere, InternalTextGeneration, InternalCodeGeneration, InternalEmbedding, Anthropic, Bedrock, VertexAI.",
          "x-llm-provider", "HTTP_HEADER"))
  }

  @Test(arguments: [
    "x-sfdc-core-tenant-id: core/prod1/00DDu00000008cuqMAA",
    "x-sfdc-core-tenant-id: core/prod/00Dfj000006FdbREAS", "x-llm-provider: OpenAI",
  ])
  func rightHeadersPass(_ header: String) async throws {
    #expect(try await status(adding: header).hasPrefix("200 "))
  }

  @Test(arguments: ["Bearer stranger", "Basic TOKEN", "TOKEN", "API_KEY other"])
  func aRequestWithoutAGoodCredentialIsRefused(_ authorization: String) async throws {
    let org = TestOrg { $0.apiKey = "k-1" }
    let request = gatewayRequest("/chat/generations", Self.hello)
      .replacing("Bearer TOKEN", with: authorization)
    #expect(
      try await org.send(request, token: org.signIn()).summary == """
        401 {"errorCode":"INVALID_AUTH","messageCode":"E00001",\
        "message":"Access bearer token is missing or invalid"}
        """)
  }

  @Test(arguments: [nil, "k-1"])
  func aKeyOpensTheGateway(_ key: String?) async throws {
    let request = gatewayRequest("/chat/generations", Self.hello)
      .replacing("Bearer TOKEN", with: "API_KEY k-1")
    #expect(try await TestOrg { $0.apiKey = key }.send(request).status == 200)
  }

  @Test func onlyTheMethodOfTheReferenceIsAnswered() async throws {
    let post = gatewayRequest("/chat/generations", "").replacing("POST", with: "GET")
    #expect(try await summary(post).hasPrefix("405 "))
    #expect(try await summary(gatewayRequest("/batch/x", "{}")).hasPrefix("405 "))
  }

  @Test func bodiesAreJSON() async throws {
    let request = gatewayRequest("/chat/generations", Self.hello)
      .replacing("application/json", with: "text/plain")
    #expect(
      try await summary(request)
        == bad("Content-Type must be application/json.", "Content-Type", "HTTP_HEADER"))
  }
}
