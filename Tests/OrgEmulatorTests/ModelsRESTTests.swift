import OrgEmulator
import Testing
import Wire

@Suite struct ModelsRESTTests {
  private let org = TestOrg()

  private func ask(_ path: String, _ body: String) async throws -> Answer {
    try await org.send(platformRequest(path, body), token: org.signIn())
  }

  @Test func generationsAnswerAsDocumented() async throws {
    let answer = try await ask("\(mini)/generations", #"{"prompt": "Invent 3 fun names for donuts"}"#)
    #expect(answer.status == 200)
    #expect(answer.header("content-type") == "application/json")
    #expect(
      answer.body == """
        {"id":"chatcmpl-4Bm6FHIaeOJDGdXDTz5lB2ZejxOk4",\
        "generation":{"id":"d929c285-60ca-4f69-bef0-9b436d000551",\
        "generatedText":"This pretend org has thought about “Invent 3 fun names for donuts” and agrees with you.",\
        "contentQuality":{"scanToxicity":{"isDetected":false,"categories":[\
        {"categoryName":"identity","score":2.0e-5},{"categoryName":"hate","score":0.0},\
        {"categoryName":"profanity","score":3.0e-5},{"categoryName":"violence","score":2.0e-5},\
        {"categoryName":"sexual","score":1.5e-4},{"categoryName":"physical","score":0.0}]}},\
        "parameters":{"finish_reason":"stop","index":0,"logprobs":null,"refusal":null,"annotations":[]}},\
        "moreGenerations":null,"prompt":null,\
        "parameters":{"provider":"openai","created":1781173393,"model":"gpt-4o-mini-2024-07-18",\
        "system_fingerprint":"fp_9b4e68d125","object":"chat.completion",\
        "usage":{"completion_tokens":21,"prompt_tokens":8,"total_tokens":29,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
        "rejected_prediction_tokens":0}}}}
        """)
  }

  @Test func chatGenerationsAnswerAsDocumented() async throws {
    let answer = try await ask(
      "\(mini)/chat-generations",
      """
      {"messages": [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Can you give me a recipe for cherry pie?"},
        {"role": "assistant", "content": "No."},
        {"role": "user", "content": "Please!"}
      ]}
      """)
    #expect(
      answer.body == """
        {"id":"chatcmpl-9ZVeuiAChh00B6axxErz8B2wVUlId",\
        "generationDetails":{"generations":[{"id":"87148f6b-38b2-48e1-8825-08acd103df99","role":"assistant",\
        "content":"You said “Please!”, and this pretend org is glad you did. (turn 2)","timestamp":1767399745,\
        "parameters":{"finish_reason":"stop","index":0,"logprobs":null,"refusal":null},\
        "contentQuality":{"scanToxicity":{"isDetected":false,"categories":[\
        {"categoryName":"identity","score":2.0e-5},{"categoryName":"hate","score":0.0},\
        {"categoryName":"profanity","score":3.0e-5},{"categoryName":"violence","score":2.0e-5},\
        {"categoryName":"sexual","score":1.5e-4},{"categoryName":"physical","score":0.0}]}}}],\
        "parameters":{"provider":"openai","created":1767399745,"model":"gpt-4o-mini-2024-07-18",\
        "system_fingerprint":"fp_bd83fc63dc","object":"chat.completion",\
        "usage":{"completion_tokens":16,"prompt_tokens":17,"total_tokens":33,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
        "rejected_prediction_tokens":0}}}}}
        """)
  }

  @Test func theSamePromptIsAnsweredTheSameInEveryRunButWithNewIDsInOne() async throws {
    let prompt = #"{"prompt": "hello"}"#
    let first = try await ask("\(mini)/generations", prompt)
    let second = try await ask("\(mini)/generations", prompt)
    let elsewhere = TestOrg()
    _ = try await elsewhere.signIn()
    let again = try await elsewhere.send(
      platformRequest("\(mini)/generations", prompt), token: elsewhere.signIn())
    #expect(first.body == again.body)
    #expect(try first.json["id"] != second.json["id"])
    #expect(try first.json["generation"]?["generatedText"] == second.json["generation"]?["generatedText"])
  }

  @Test func answersCarryTheHeadersForSupport() async throws {
    let answer = try await ask("\(mini)/generations", #"{"prompt": "hello"}"#)
    #expect(answer.header("x-request-id")?.count == 36)
    #expect(answer.header("x-b3-traceid")?.count == 32)
    #expect(answer.header("x-b3-spanid")?.count == 16)
  }

  @Test(arguments: [
    ("sfdc_ai__DefaultOpenAIGPT4OmniMini", ["completion_tokens", "prompt_tokens", "total_tokens"]),
    ("sfdc_ai__DefaultBedrockAnthropicClaude45Sonnet", ["inputTokens", "outputTokens", "totalTokens"]),
    ("sfdc_ai__DefaultVertexAIGeminiPro25", ["inputTokenCount", "outputTokenCount", "totalTokenCount"]),
    ("sfdc_ai__DefaultEinsteinHyperClassifier", []),
  ])
  func usageIsSpelledAsTheProviderSpellsIt(_ model: String, _ names: [String]) async throws {
    let json = try await ask("/models/\(model)/generations", #"{"prompt": "hello"}"#).json
    let usage = json["parameters"]?["usage"]?.object?.members.map(\.name) ?? []
    #expect(usage.filter { !$0.hasSuffix("details") } == names)
    #expect((json["generation"]?["parameters"]?["generated_tokens"] == nil) == !names.isEmpty)
  }

  @Test(arguments: [
    ("sfdc_ai__DefaultOpenAIGPT35Turbo", "gpt-4o-mini-2024-07-18"),
    ("sfdc_ai__DefaultAzureOpenAIGPT4Turbo", "gpt-4o-2024-11-20"),
    ("sfdc_ai__DefaultOpenAIGPT4_32k", "gpt-4o-2024-11-20"),
    ("Acme_Support_Tone_CM_12l_0Ay000001", "gpt-4o-2024-11-20"),
  ])
  func reroutedAndCustomNamesAreAnsweredByTheirTargets(_ name: String, _ target: String) async throws {
    let json = try await ask("/models/\(name)/generations", #"{"prompt": "hello"}"#).json
    #expect(json["parameters"]?["model"] == .string(target))
  }

  @Test(arguments: [
    (#"{"id": "a", "generationId": "b", "feedback": "GOOD"}"#),
    (#"{"id": "a", "generationId": "b", "feedback": null, "feedbackText": "so", "source": "app"}"#),
    (#"{"appFeedback": {"stars": 5}, "appGeneration": "x", "appGenerationId": "y"}"#),
    ("{}"),
  ])
  func feedbackIsThankedFor(_ body: String) async throws {
    #expect(
      try await ask("/feedback", body).summary == #"202 {"message":"Feedback received, Thank you!"}"#)
  }

  @Test func unknownFieldsAreIgnoredButRemembered() async throws {
    let answer = try await ask(
      "\(mini)/generations", #"{"prompt": "hello", "temperature": 0, "max Tokens": 5}"#)
    #expect(answer.status == 200)
    #expect(await org.ignoredFields == ["temperature": 1, "max Tokens": 1])
  }

  @Test(arguments: [
    ("[[toxic]]", true, "0.87"), ("hello", false, "0.0"),
  ])
  func toxicityIsScored(_ prompt: String, _ isDetected: Bool, _ hate: String) async throws {
    let json = try await ask("\(mini)/generations", #"{"prompt": "\#(prompt)"}"#).json
    let scan = json["generation"]?["contentQuality"]?["scanToxicity"]
    #expect(scan?["isDetected"] == .bool(isDetected))
    #expect(scan?["categories"]?.array?[1]["score"] == .number(hate))
  }

  @Test func partsAreNullOnRequest() async throws {
    let json = try await ask(
      "\(mini)/generations", #"{"prompt": "[[parameters: null]] [[scanToxicity: null]]"}"#
    ).json
    #expect(json.object?["parameters"] == .null)
    #expect(json["generation"]?["contentQuality"] == ["scanToxicity": nil])
  }

  @Test(arguments: [
    ("[[words: 3]]", "sfdc_ai__DefaultOpenAIGPT4OmniMini", 3, "stop"),
    ("[[words: 20000]]", "sfdc_ai__DefaultOpenAIGPT4OmniMini", 16_384, "length"),
    ("[[words: 5000]]", "sfdc_ai__DefaultBedrockAnthropicClaude3Haiku", 4_096, "max_tokens"),
  ])
  func longAnswersAreCut(_ prompt: String, _ model: String, _ words: Int, _ reason: String) async throws {
    let json = try await ask("/models/\(model)/generations", #"{"prompt": "\#(prompt)"}"#).json
    let generation = json["generation"]
    #expect(generation?["generatedText"]?.string?.split(separator: " ").count == words)
    #expect(generation?["parameters"]?["finish_reason"] == .string(reason))
  }
}
