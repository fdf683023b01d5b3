import HTTPTypes
import ModelsAPI
import Testing
import Wire

/// Texts to be continued: `/generations`.
struct LLMGatewayCompletionTests {
  private static func ask(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = ChatRequest(model: "m", .prompt("Once"))
    request.wantsCompletion = true
    change(&request)
    return request
  }

  @Test(
    arguments: [
      (ask { _ in }, ""),
      (ask { $0.settings.numberOfGenerations = 2 }, #","num_generations":2"#),
      (ask { $0.settings.maximumTokens = 9 }, #","max_tokens":9"#),
      (ask { $0.settings.temperature = 0 }, #","temperature":0.0"#),
      (ask { $0.settings.stopSequences = ["a"] }, #","stop_sequences":["a"]"#),
      (ask { $0.settings.frequencyPenalty = 0.5 }, #","frequency_penalty":0.5"#),
      (ask { $0.settings.presencePenalty = 0.5 }, #","presence_penalty":0.5"#),
      (ask { $0.settings.masksPersonalData = true }, #","enable_pii_masking":true"#),
      (
        ask { $0.settings.safetyScoring = .both },
        #","enable_input_safety_scoring":true,"enable_output_safety_scoring":true"#
      ),
      (ask { $0.settings.biasScoring = .output }, #","enable_output_bias_scoring":true"#),
      (
        ask { ($0.settings.topP, $0.settings.topK, $0.settings.seed) = (0.9, 4, 7) },
        #","parameters":{"top_p":0.9,"top_k":4,"seed":7}"#
      ),
      (
        ask { ($0.settings.topP, $0.settings.parameters) = (0.9, ["top_p": 1, "x": "y"]) },
        #","parameters":{"top_p":1,"x":"y"}"#
      ),
      (ask { $0.extraFields = ["echo": true] }, #","echo":true"#),
    ] as [(ChatRequest, String)])
  func spellsEveryField(_ request: ChatRequest, _ fields: String) {
    let body = bytes(#"{"model":"m","prompt":"Once""# + fields + "}")
    #expect(LLMGateway().chat(request).body == body)
    #expect(LLMGateway().chat(request).request.path == "/generations")
    #expect(LLMGateway().stream(request)?.body == body)
    #expect(LLMGateway().stream(request)?.request.path == "/generations/stream")
  }
}
