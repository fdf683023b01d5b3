import OrgEmulator
import Testing
import Wire

@Suite struct GatewayChatTests {
  private let org = TestOrg()

  private func chat(_ body: String) async throws -> Answer {
    try await org.send(gatewayRequest("/chat/generations", body), token: org.signIn())
  }

  /// A chat of one message; the other members begin with a comma.
  private func ask(_ prompt: String, _ members: String = "", model: String = gpt) async throws -> JSONValue {
    try await chat(
      """
      {"model": "\(model)", "messages": [{"role": "user", "content": "\(prompt)"}]\(members)}
      """
    ).json["generation_details"] ?? .null
  }

  private func text(_ details: JSONValue, _ index: Int = 0) -> String? {
    details["generations"]?.array?[index]["content"]?.string
  }

  @Test func chatsAreAnsweredAsClientsReadIt() async throws {
    let answer = try await chat(
      """
      {"model": "\(gpt)", "messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [
          {"type": "text", "text": "What is"}, {"type": "image_url", "url": "https://acme.example/a.png"},
          {"type": "text", "text": "this?"}], "name": "jane"}]}
      """)
    #expect(answer.header("content-type") == "application/json")
    #expect(
      answer.body == """
        {"id":"chatcmpl-eOA1YE6ZmpsYYegD2ohNoXJS8XaTc",\
        "generation_details":{"generations":[{"id":"bed401f0-b276-4c65-9462-074e33dbacd1",\
        "role":"assistant","content":"You said “What is this?”, and this pretend org is glad you did.",\
        "contents":null,"timestamp":1753615371,"parameters":{"finish_reason":"stop","refusal":null,\
        "index":0,"logprobs":null},"generation_safety_score":{"severity_level":null,\
        "safety_score":0.9999987,"category_scores":{"toxicity":0.0,"hate":0.0,"identity":2.0e-5,\
        "violence":2.0e-5,"physical":0.0,"sexual":1.5e-4,"profanity":3.0e-5,"biased":0.0}},\
        "generation_content_quality":{"is_toxicity_detected":false,"is_bias_detected":null,\
        "bias_score":null},"tool_invocations":null,"log_probability_result":null,\
        "web_search_result":null}],"parameters":{"provider":"openai","created":1753615371,\
        "model":"gpt-4.1-2025-04-14","system_fingerprint":"fp_50e8d8ce66","object":"chat.completion",\
        "usage":{"completion_tokens":16,"prompt_tokens":6,"total_tokens":22,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}}},"other_details":null}
        """)
  }

  @Test func theWholeRequestOfTheReferenceIsUnderstood() async throws {
    let details = try await ask(
      "[[reply: fine]]",
      """
      , "generation_settings": {"max_tokens": 10, "temperature": 0.7, "stop_sequences": ["x"], \
      "frequency_penalty": 0, "presence_penalty": 1, "num_generations": 1, "top_p": 0.9, "top_k": 5, "seed": 7, \
      "parameters": {"top_p": 0.9, "response_format": {"type": "text"}}},
      "log_probability_settings": {"enable": false, "top_k": 2},
      "composition_settings": {"system_message": "Be brief.", "tool_choice": "none", "response_format": "text"},
      "enable_pii_masking": true, "enable_input_safety_scoring": false, "enable_output_safety_scoring": true,
      "enable_input_bias_scoring": false, "enable_output_bias_scoring": false,
      "localization": {"default_locale": "en-US", "input_locales": ["en-US"], "output_locales": ["fr-FR"]},
      "tags": {"gateway": {}, "client": {"run": 7}}, "turn_id": "t", "system_prompt_strategy": "use_model_parameter",
      "slots_to_data": {"slots": [{}], "placeholders": {}, "classifications": {}},
      "debug_settings": {"include_masked_data_details": false},
      "tools": [{"type": "function", "function": {"name": "f", "description": "d", "parameters": {}, "strict": true}},
        {"type": "web_search", "web_search": {"provider": "x", "options": {}}}],
      "tool_config": {"mode": "none", "allowed_tools": [{"type": "function", "name": "f"}], "parallel_calls": true}
      """)
    #expect(text(details) == "fine")
    #expect(await org.ignoredFields == [:])
  }

  @Test func unknownFieldsAreIgnoredButRemembered() async throws {
    _ = try await ask(
      "hello", #", "tool_choice": "auto", "generation_settings": {"reasoning_effort": "high"}"#)
    #expect(
      await org.ignoredFields == ["tool_choice": 1, "generation_settings.reasoning_effort": 1])
  }

  @Test(arguments: [
    (gpt, ["completion_tokens", "prompt_tokens", "total_tokens"], nil),
    (claude, ["inputTokens", "outputTokens", "totalTokens"], nil),
    (gemini, ["inputTokenCount", "outputTokenCount", "totalTokenCount"], nil),
    ("llmgateway__EinsteinDeepSeekR1", [], 2),
  ])
  func usageIsSpelledAsTheProviderSpellsIt(_ model: String, _ names: [String], _ generated: Int?) async throws
  {
    let details = try await ask("[[reply: two words]]", model: model)
    let usage = details["parameters"]?["usage"]?.object?.members.map(\.name) ?? []
    #expect(usage.filter { !$0.hasSuffix("details") } == names)
    #expect(details["generations"]?.array?[0]["parameters"]?["generated_tokens"]?.int == generated)
  }

  @Test(arguments: [
    ("llmgateway__OpenAIGPT4OmniMini", "gpt-4o-mini-2024-07-18"),
    ("llmgateway__OpenAIGPT5", "gpt-5-2025-08-07"),
    ("llmgateway__BedrockAnthropicClaude45Opus", "anthropic.claude-opus-4-5-20251101-v1:0"),
    ("sfdc_ai__DefaultOpenAIGPT35Turbo", "gpt-4o-mini-2024-07-18"),
  ])
  func bothKindsOfNamesAreKnown(_ name: String, _ target: String) async throws {
    #expect(try await ask("hello", model: name)["parameters"]?["model"] == .string(target))
  }

  @Test(arguments: [
    (gpt, #"{"max_tokens": 2}"#, "one two", "length"),
    (claude, #"{"max_tokens": 2}"#, "one two", "max_tokens"),
    (gpt, #"{"max_tokens": 4}"#, "one two three", "stop"),
    (gpt, #"{"stop_sequences": ["ee", " tw"]}"#, "one", "stop"),
    (gpt, #"{"stop_sequences": ["three"], "max_tokens": 2}"#, "one two", "length"),
  ])
  func answersAreCutWhereTheRequestWantsIt(
    _ model: String, _ settings: String, _ expected: String, _ reason: String
  ) async throws {
    let details = try await ask(
      "[[reply: one two three]]", #", "generation_settings": \#(settings)"#, model: model)
    #expect(text(details) == expected)
    #expect(details["generations"]?.array?[0]["parameters"]?["finish_reason"] == .string(reason))
  }

  @Test func severalGenerationsDifferInIDIndexAndText() async throws {
    let details = try await ask("hello", #", "generation_settings": {"num_generations": 3}"#)
    let generations = details["generations"]?.array ?? []
    #expect(generations.map { $0["parameters"]?["index"] } == [0, 1, 2])
    #expect(Set(generations.map { $0["id"] }).count == 3)
    #expect(Set(generations.map { $0["content"] }).count == 3)
  }

  private static let harmless = """
    {"severity_level":null,"safety_score":0.9999987,"category_scores":{"toxicity":0.0,"hate":0.0,"identity":2.0e-5,\
    "violence":2.0e-5,"physical":0.0,"sexual":1.5e-4,"profanity":3.0e-5,"biased":0.0}}
    """
  private static let alarming = """
    {"severity_level":null,"safety_score":0.1300251,"category_scores":{"toxicity":0.87,"hate":0.87,"identity":0.31,\
    "violence":0.12,"physical":0.05,"sexual":1.5e-4,"profanity":0.64,"biased":0.41}}
    """

  @Test(arguments: [
    (
      "hello", "",
      "\(harmless) {\"is_toxicity_detected\":false,\"is_bias_detected\":null,\"bias_score\":null}"
    ),
    (
      "[[toxic]]", "",
      "\(alarming) {\"is_toxicity_detected\":true,\"is_bias_detected\":null,\"bias_score\":null}"
    ),
    ("[[scanToxicity: null]]", "", "null null"),
    ("hello", #", "enable_output_safety_scoring": false"#, "null null"),
    (
      "hello", #", "enable_output_safety_scoring": false, "enable_output_bias_scoring": true"#,
      "null {\"is_toxicity_detected\":null,\"is_bias_detected\":false,\"bias_score\":0.02}"
    ),
  ])
  func answersAreScored(_ prompt: String, _ members: String, _ expected: String) async throws {
    let generation = try await ask(prompt, members)["generations"]?.array?[0].object
    let scores = ["generation_safety_score", "generation_content_quality"].map { generation?[$0]?.text ?? "" }
    #expect(scores.joined(separator: " ") == expected)
  }

  @Test func inputsAreScoredOnRequest() async throws {
    let plain = try await ask("hello")
    #expect(plain.object?.members.map(\.name) == ["generations", "parameters"])
    let scored = try await ask(
      "[[toxic]]", #", "enable_input_safety_scoring": true, "enable_input_bias_scoring": true"#)
    #expect(scored["input_safety_score"]?.text == Self.alarming)
    #expect(scored["input_bias_score"] == 0.41)
  }

  @Test func logProbabilitiesComeOnRequest() async throws {
    let details = try await ask(
      "[[reply: so be]]", #", "log_probability_settings": {"enable": true, "top_k": 2}"#)
    #expect(
      details["generations"]?.array?[0]["log_probability_result"]?.text == """
        {"content":[{"token":"so","logprob":-0.0751953125,"bytes":[115,111],\
        "top_logprobs":[{"token":"so","logprob":-0.0751953125,"bytes":[115,111]},{"token":"cloud",\
        "logprob":-1.0751953125,"bytes":[99,108,111,117,100]}]},{"token":" be","logprob":-0.1484375,\
        "bytes":[32,98,101],"top_logprobs":[{"token":" be","logprob":-0.1484375,"bytes":[32,98,101]},\
        {"token":"cloud","logprob":-1.1484375,"bytes":[99,108,111,117,100]}]}]}
        """)
  }

  @Test func maskedDataIsToldOnRequest() async throws {
    let body = """
      {"model": "\(gpt)", "messages": [{"role": "user", "content": "Mail jane@acme.example or call +1 415 555 0100."}],
       "debug_settings": {"include_masked_data_details": true}, "enable_pii_masking": MASKING}
      """
    #expect(
      try await chat(body.replacing("MASKING", with: "true")).json["other_details"]?.text == """
        {"masked_data_details":[{"entity_type":"EMAIL_ADDRESS","placeholder":"EMAIL_ADDRESS_1",\
        "value":"jane@acme.example"},{"entity_type":"PHONE_NUMBER","placeholder":"PHONE_NUMBER_1",\
        "value":"+1 415 555 0100"}]}
        """)
    #expect(
      try await chat(body.replacing("MASKING", with: "false")).json["other_details"]?.text
        == #"{"masked_data_details":[]}"#)
  }

  @Test func theWebIsSearchedWithTheTool() async throws {
    let details = try await ask("What is new?", #", "tools": [{"type": "web_search"}]"#)
    #expect(
      details["generations"]?.array?[0]["web_search_result"]?.text == """
        {"query":"What is new?","results":[{"title":"A page of a pretend web","url":"https://acme.example/",\
        "snippet":"What Acme knows about “What is new?”."}]}
        """)
  }

  @Test(arguments: [
    #", "generation_settings": {"parameters": {"response_format": FORMAT}}"#,
    #", "composition_settings": {"response_format": FORMAT}"#,
  ])
  func structuredAnswersFitTheirSchema(_ members: String) async throws {
    let format = """
      {"type": "json_schema", "json_schema": {"name": "trip", "strict": true, "schema": {"type": "object",
       "properties": {"city": {"type": "string"}, "nights": {"type": "integer", "minimum": 2}},
       "required": ["city", "nights"]}}}
      """
    let details = try await ask("A trip to and in Rome", members.replacing("FORMAT", with: format))
    #expect(text(details) == #"{"city":"Rome","nights":2}"#)
  }

  @Test func anyObjectIsAnAnswerToo() async throws {
    let details = try await ask(
      "hello", #", "generation_settings": {"parameters": {"response_format": {"type": "json_object"}}}"#)
    #expect(try text(details).map { try JSONValue(decoding: $0)["answer"]?.string } != nil)
  }

  @Test func thePromptChoosesTheFinishReason() async throws {
    let details = try await ask("[[finish: content_filter]]")
    #expect(details["generations"]?.array?[0]["parameters"]?["finish_reason"] == "content_filter")
  }
}

@Suite struct GatewayGenerationsTests {
  private let org = TestOrg()

  private func generate(_ body: String) async throws -> Answer {
    try await org.send(gatewayRequest("/generations", body), token: org.signIn())
  }

  @Test func promptsAreAnsweredAsClientsReadIt() async throws {
    let answer = try await generate(
      """
      {"model": "\(claude)", "prompt": "hello", "num_generations": 2, "max_tokens": 3, "temperature": 1,
       "stop_sequences": [], "frequency_penalty": 0.5, "presence_penalty": 0.5, "enable_pii_masking": true,
       "enable_input_safety_scoring": true, "enable_output_safety_scoring": false,
       "enable_input_bias_scoring": true, "enable_output_bias_scoring": false, "parameters": {"top_k": 3}}
      """)
    #expect(await org.ignoredFields == [:])
    #expect(
      answer.body == """
        {"id":"3ddcb9df-a111-479c-af31-70d6cc21190d",\
        "generations":[{"id":"6ac2457a-97ad-4c32-9ede-4edd62a378ef","text":"This pretend",\
        "parameters":{"finish_reason":"max_tokens","refusal":null,"index":0,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null},\
        {"id":"a07f5951-38b5-4699-a157-0c63ba1c4314","text":"You said “he",\
        "parameters":{"finish_reason":"max_tokens","refusal":null,"index":1,"logprobs":null},\
        "generation_safety_score":null,"generation_content_quality":null}],"prompt":null,\
        "input_safety_score":{"severity_level":null,"safety_score":0.9999987,\
        "category_scores":{"toxicity":0.0,"hate":0.0,"identity":2.0e-5,"violence":2.0e-5,"physical":0.0,\
        "sexual":1.5e-4,"profanity":3.0e-5,"biased":0.0}},"input_bias_score":0.02,\
        "parameters":{"provider":"bedrock","created":1756663640,\
        "model":"anthropic.claude-sonnet-4-5-20250929-v1:0","system_fingerprint":null,\
        "object":"chat.completion","usage":{"inputTokens":1,"outputTokens":6,"totalTokens":7}}}
        """)
  }

  @Test(arguments: [("false", 200), ("true", 400)])
  func onlyMaskedPromptsAreLimitedInLength(_ masking: String, _ status: Int) async throws {
    let prompt = String(repeating: "a", count: 460_000)
    let answer = try await generate(
      #"{"model": "\#(claude)", "prompt": "\#(prompt)", "enable_pii_masking": \#(masking)}"#)
    #expect(answer.status == status)
    #expect((try answer.json["messageCode"] == "E30036") == (status == 400))
  }
}

let gpt = "sfdc_ai__DefaultGPT41"
let claude = "sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet"
let gemini = "sfdc_ai__DefaultVertexAIGeminiPro25"
