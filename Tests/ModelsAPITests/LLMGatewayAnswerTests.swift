import ModelsAPI
import TestSupport
import Testing
import Wire

/// What the gateway's whole answers mean.
struct LLMGatewayAnswerTests {
  private func reply(to request: ChatRequest = .chat, _ json: String) async throws -> Reply {
    try await ModelsClient(ScriptedService(success(json)), speaking: LLMGateway()).chat(request)
  }

  @Test func readsAConversationsAnswer() async throws {
    let json = #"""
      {"id":"chatcmpl-1","generation_details":{"generations":[{"id":"g1","role":"assistant","content":"Hi","contents":null,
      "timestamp":1748620440,"parameters":{"finish_reason":"stop","refusal":null,"index":0,"logprobs":null},
      "generation_safety_score":null,"generation_content_quality":null,"tool_invocations":null,
      "log_probability_result":null,"web_search_result":null}],
      "parameters":{"provider":"openai","created":1748620440,"model":"gpt-4o-mini-2024-07-18","system_fingerprint":"fp",
      "object":"chat.completion","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}},"other_details":null}
      """#
    let expected = Reply(
      id: "chatcmpl-1",
      generations: [Generation(id: "g1", text: "Hi", finishReason: FinishReason("stop"))],
      usage: Usage(inputTokens: 9, outputTokens: 2, totalTokens: 11),
      answeringModel: "gpt-4o-mini-2024-07-18", requestID: "r-1", body: bytes(json))
    #expect(try await reply(json) == expected)
  }

  @Test func readsACompletionsAnswer() async throws {
    let json = #"""
      {"id":"cmpl-1","generations":[{"id":"g1","text":"upon","parameters":{"finish_reason":"length","logprobs":{"a":1}},
      "generation_safety_score":{"severity_level":null,"safety_score":0.75,"category_scores":{"toxicity":0.2,"hate":2.0e-5}},
      "generation_content_quality":{"is_toxicity_detected":true,"is_bias_detected":false,"bias_score":0.1}},
      {"id":"g2","text":"more"}],"prompt":null,
      "input_safety_score":{"safety_score":1,"category_scores":{"toxicity":0}},"input_bias_score":0.3,
      "parameters":{"provider":"bedrock","created":1,"usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12},
      "model":"claude","system_fingerprint":null,"object":"text"}}
      """#
    let safety = Safety(
      isDetected: true,
      scores: [Safety.Score("toxicity", 0.2), Safety.Score("hate", 2e-5), Safety.Score("unsafe", 0.25)],
      isBiasDetected: false, biasScore: 0.1)
    let expected = Reply(
      id: "cmpl-1",
      generations: [
        Generation(
          id: "g1", text: "upon", finishReason: FinishReason("length"), safety: safety,
          logProbabilities: ["a": 1]),
        Generation(id: "g2", text: "more"),
      ],
      usage: Usage(inputTokens: 5, outputTokens: 7, totalTokens: 12),
      inputSafety: Safety(
        isDetected: nil, scores: [Safety.Score("toxicity", 0), Safety.Score("unsafe", 0)], biasScore: 0.3),
      answeringModel: "claude", requestID: "r-1", body: bytes(json))
    #expect(try await reply(json) == expected)
  }

  @Test func readsCallsAndWhatASearchFound() async throws {
    let json = #"""
      {"id":null,"generation_details":{"generations":[{"id":"g1","role":"assistant","content":"",
      "parameters":{"finish_reason":"tool_calls"},"log_probability_result":[-0.5],"web_search_result":{"n":1},
      "tool_invocations":[{"id":"call_1","type":"function","index":0,"function":{"name":"f","arguments":"{\"x\":1}"}},
      {"id":"call_2","type":"function","function":{"name":"g","arguments":{"y":2}}}]}]}}
      """#
    let calls = [
      ToolCall(id: "call_1", name: "f", arguments: #"{"x":1}"#),
      ToolCall(id: "call_2", name: "g", arguments: #"{"y":2}"#),
    ]
    let generation = Generation(
      id: "g1", text: "", finishReason: FinishReason("tool_calls"), toolCalls: calls,
      logProbabilities: [.number("-0.5")], webSearchResult: ["n": 1])
    #expect(try await reply(json).generations == [generation])
  }

  @Test(arguments: [
    (#""parameters":{"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"#, 3),
    (#""parameters":{"usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3}}"#, 3),
    (#""parameters":{"usage":{"inputTokenCount":1,"outputTokenCount":2,"totalTokenCount":3}}"#, 3),
    (#""parameters":{"usage":{"input_tokens":1,"output_tokens":2}}"#, 3),
    (#""parameters":{"usage":null}"#, nil), (#""parameters":null"#, nil), (#""parameters":"none""#, nil),
  ])
  func countsTokensInEveryFamilysWords(_ parameters: String, _ total: Count?) async throws {
    let usage = total.map { Usage(inputTokens: 1, outputTokens: 2, totalTokens: $0) }
    let chat = #"{"generation_details":{"generations":[{"content":"x"}],"# + parameters + "}}"
    #expect(try await reply(chat).usage == usage)
    #expect(try await reply(#"{"generations":[{"text":"x"}],"# + parameters + "}").usage == usage)
  }

  @Test func countsTokensOfSalesforcesOwnModelsAtTheGeneration() async throws {
    let json =
      #"{"generation_details":{"generations":[{"content":"x","parameters":{"prompt_tokens":4,"generated_tokens":6}}]}}"#
    #expect(try await reply(json).usage == Usage(inputTokens: 4, outputTokens: 6, totalTokens: 10))
  }

  @Test(arguments: [
    #"{"generations":[{"completion":"x"}]}"#, #"{"generations":[{"text":"x"},{"id":"only"},null,7]}"#,
    #"{"generation_details":{"generations":[{"content":"x","parameters":7,"tool_invocations":{}}]}}"#,
  ])
  func readsWhatIsThere(_ json: String) async throws {
    #expect(try await reply(json).generations == [Generation(id: nil, text: "x")])
  }

  @Test(arguments: [
    "{}", "[]", "null", #"{"generations":[]}"#, #"{"generation_details":{"generations":[{"id":"g"}]}}"#,
    #"{"generation_details":{"generations":[{"content":null}]}}"#,
  ])
  func namesWhatAnAnswerLacks(_ json: String) async {
    let failure = ModelsFailure.otherShape(
      missing: "generation_details.generations[0].content", requestID: "r-1")
    await #expect(throws: failure) { try await reply(json) }
  }

  @Test func saysWhereAnAnswerIsNoJSON() async {
    await #expect(throws: ModelsFailure.notJSON(JSONError(.unexpectedEnd, at: 1), requestID: "r-1")) {
      try await reply("{")
    }
  }

  @Test(arguments: [
    #"{"messageCode":"E30002","errorCode":"BAD_ARGUMENT","message":"Messages must be non-null and size > 0."}"#,
    #"{"message_code":"E30002","error_code":"BAD_ARGUMENT","message":"Messages must be non-null and size > 0."}"#,
  ])
  func understandsARefusalInEitherCase(_ json: String) async {
    let upstream = ScriptedService(
      """
      HTTP/1.1 400 Bad Request
      content-type: application/json
      x-request-id: r-1

      \(json)
      """)
    let refusal = Refusal(
      status: 400, errorCode: "BAD_ARGUMENT", messageCode: "E30002",
      message: "Messages must be non-null and size > 0.", requestID: "r-1", model: ChatRequest.chat.model)
    await #expect(throws: ModelsFailure.refused(refusal)) {
      try await ModelsClient(upstream, speaking: LLMGateway()).chat(.chat)
    }
  }
}
