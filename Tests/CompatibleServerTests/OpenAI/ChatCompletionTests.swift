import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct ChatCompletionTests {
  private static let hi = #"{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}"#

  /// https://platform.openai.com/docs/api-reference/chat/object
  @Test func anAnswerHasTheDocumentedFields() async throws {
    let answer = try await CompatibleServer(ScriptedService([.chat("Hello!")]))
      .post("/v1/chat/completions", Self.hi)
    #expect(answer.status == 200)
    #expect(answer.fields["content-type"] == "application/json")
    #expect(answer.fields["x-stream-downgraded"] == nil)
    #expect(
      answer.body == """
        {"id":"chatcmpl-1","object":"chat.completion","created":1795274400,"model":"gpt-4o-mini",\
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hello!","refusal":null,"annotations":[]},\
        "logprobs":null,"finish_reason":"stop"}],\
        "usage":{"prompt_tokens":24,"completion_tokens":21,"total_tokens":45,\
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,\
        "rejected_prediction_tokens":0}},"service_tier":"default"}
        """)
  }

  @Test func aCallOfAToolHasTheDocumentedFields() async throws {
    let invocations = """
      ,"tool_invocations":[{"id":"call_abc","type":"function","index":0,"function":{"name":"get_weather",\
      "arguments":"{\\"location\\":\\"Paris\\"}"}},{"type":"function","index":1,"function":{"name":"now",\
      "arguments":"{}"}}]
      """
    let org = ScriptedService([.chat("", finishReason: "tool_use", extra: invocations)])
    let answer = try await CompatibleServer(org).post(
      "/v1/chat/completions",
      """
      {"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":\
      {"name":"get_weather","parameters":{"type":"object"}}}],"tool_choice":"auto"}
      """)
    #expect(
      answer.json?["choices"] == [
        [
          "index": 0,
          "message": [
            "role": "assistant", "content": nil, "refusal": nil, "annotations": [],
            "tool_calls": [
              [
                "id": "call_abc", "type": "function",
                "function": ["name": "get_weather", "arguments": #"{"location":"Paris"}"#],
              ],
              ["id": "call_1", "type": "function", "function": ["name": "now", "arguments": "{}"]],
            ],
          ], "logprobs": nil, "finish_reason": "tool_calls",
        ]
      ])
    #expect(org.bodies.first?.contains(#""tool_config":{"mode":"auto"}"#) == true)
  }

  @Test func severalAnswersAreSeveralChoices() {
    let reply = Reply(
      id: nil,
      generations: [
        Generation(id: nil, text: "a", finishReason: FinishReason("end_turn")),
        Generation(
          id: nil, text: "b", finishReason: FinishReason("max_tokens"),
          logProbabilities: [["token": "b", "logprob": -0.5]]),
        Generation(id: nil, text: "", finishReason: FinishReason("SAFETY"), logProbabilities: "odd"),
      ], usage: nil, answeringModel: nil, requestID: nil, body: [])
    let identity = AnswerIdentity("chatcmpl-", model: "m", .sample())
    let json = try? JSONValue(decoding: ChatCompletion(reply, identity).body)
    #expect(json?["usage"] == nil)
    #expect(json?["choices"]?.array?.map { $0["index"]?.int } == [0, 1, 2])
    #expect(json?["choices"]?.array?.map { $0["message"]?["content"]?.string } == ["a", "b", ""])
    #expect(
      json?["choices"]?.array?.map { $0["finish_reason"]?.string } == ["stop", "length", "content_filter"])
    #expect(
      json?["choices"]?.array?.map { $0["logprobs"] } == [
        nil, ["content": [["token": "b", "logprob": -0.5]], "refusal": nil], nil,
      ])
  }

  @Test(
    arguments: [
      (nil, false, "stop"), ("stop", false, "stop"), ("end_turn", false, "stop"), ("STOP", false, "stop"),
      ("stop_sequence", false, "stop"), ("COMPLETE", false, "stop"), ("length", false, "length"),
      ("max_tokens", false, "length"), ("MAX_TOKENS", false, "length"), ("tool_use", true, "tool_calls"),
      ("tool_calls", true, "tool_calls"), ("stop", true, "tool_calls"), (nil, true, "tool_calls"),
      ("length", true, "length"), ("content_filter", false, "content_filter"),
      ("guardrail_intervened", false, "content_filter"), ("SAFETY", true, "content_filter"),
      ("something new", false, "stop"),
    ] as [(String?, Bool, String)])
  func reasonsAreOpenAIsWords(_ word: String?, asksForTools: Bool, as expected: String) {
    #expect(FinishReason.openAI(word.map { FinishReason($0) }, asksForTools: asksForTools) == expected)
  }

  @Test func textSurvivesExactly() async throws {
    let text = #"Zoë 😀 \"quoted\" \\ \u0000 \n\t 日本"#
    let answer = try await CompatibleServer(ScriptedService([.chat(text)])).post(
      "/v1/chat/completions", Self.hi)
    let content = answer.json?["choices"]?.array?.first?["message"]?["content"]?.string
    #expect(content == "Zoë 😀 \"quoted\" \\ \0 \n\t 日本")
  }
}
