import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

/// What is asked of the gateway's generations, to the byte.
struct LLMGatewayRequestTests {
  @Test func sendsAPromptAsOneMessage() async throws {
    let upstream = ScriptedService(success(#"{"generation_details":{"generations":[{"content":""}]}}"#))
    _ = try await ModelsClient(upstream, speaking: LLMGateway()).chat(.hello)
    #expect(
      upstream.requests == [
        """
        POST /chat/generations
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: application/json

        {"model":"sfdc_ai__DefaultGPT4Omni","messages":[{"role":"user","content":"Hello"}],"generation_settings":{}}
        """
      ])
  }

  @Test func saysWhichTenantAndProviderItMeans() async throws {
    let upstream = ScriptedService(success(#"{"generation_details":{"generations":[{"content":""}]}}"#))
    let gateway = LLMGateway(
      ClientIdentity(featureID: "f", appContext: "c"),
      GatewayHeaders(tenantID: "core/prod1/00DDu00000008cuqMAA", provider: "InternalTextGeneration"))
    _ = try await ModelsClient(upstream, speaking: gateway).chat(.chat)
    #expect(
      upstream.requests == [
        """
        POST /chat/generations
        x-client-feature-id: f
        x-sfdc-app-context: c
        x-sfdc-core-tenant-id: core/prod1/00DDu00000008cuqMAA
        x-llm-provider: InternalTextGeneration
        Content-Type: application/json
        Accept: application/json

        {"model":"sfdc_ai__DefaultGPT4Omni","messages":[{"role":"user","content":"Hello"}],"generation_settings":{}}
        """
      ])
  }

  @Test func asksForAStreamUnderAnAddressOfItsOwn() async throws {
    let upstream = ScriptedService([.stream([bytes("data: [DONE]\n\n")])])
    _ = try await ModelsClient(upstream, speaking: LLMGateway()).stream(.hello)
    #expect(
      upstream.requests == [
        """
        POST /chat/generations/stream
        x-client-feature-id: ai-platform-models-connected-app
        x-sfdc-app-context: EinsteinGPT
        Content-Type: application/json
        Accept: text/event-stream

        {"model":"sfdc_ai__DefaultGPT4Omni","messages":[{"role":"user","content":"Hello"}],"generation_settings":{}}
        """
      ])
  }

  @Test(
    arguments: [
      (ask { _ in }, #""generation_settings":{}"#),
      (ask { $0.settings.numberOfGenerations = 2 }, #""generation_settings":{"num_generations":2}"#),
      (ask { $0.settings.maximumTokens = 9 }, #""generation_settings":{"max_tokens":9}"#),
      (ask { $0.settings.temperature = 0.7 }, #""generation_settings":{"temperature":0.7}"#),
      (
        ask { $0.settings.stopSequences = ["a", "\n"] },
        #""generation_settings":{"stop_sequences":["a","\n"]}"#
      ),
      (ask { $0.settings.frequencyPenalty = 0.5 }, #""generation_settings":{"frequency_penalty":0.5}"#),
      (ask { $0.settings.presencePenalty = 1 }, #""generation_settings":{"presence_penalty":1.0}"#),
      (ask { $0.settings.topP = 0.9 }, #""generation_settings":{"top_p":0.9}"#),
      (ask { $0.settings.topK = 40 }, #""generation_settings":{"top_k":40}"#),
      (ask { $0.settings.seed = 7 }, #""generation_settings":{"seed":7}"#),
      (
        ask { $0.settings.parameters = ["reasoning": ["x": 1.50]] },
        #""generation_settings":{"parameters":{"reasoning":{"x":1.5}}}"#
      ),
      (
        ask {
          $0.settings.responseFormat = .jsonSchema(name: "x", schema: ["type": "object"], isStrict: true)
        },
        #"""
        "generation_settings":{"parameters":{"response_format":{"type":"json_schema","json_schema":\#
        {"name":"x","strict":true,"schema":{"type":"object"}}}}}
        """#
      ),
      (
        ask { ($0.settings.responseFormat, $0.settings.parameters) = (.jsonObject, ["a": 1]) },
        #""generation_settings":{"parameters":{"response_format":{"type":"json_object"},"a":1}}"#
      ),
    ] as [(ChatRequest, String)])
  func spellsEveryGenerationSetting(_ request: ChatRequest, _ fields: String) {
    expect(request, fields)
  }

  @Test(
    arguments: [
      (
        ask { $0.settings.logProbabilities = 5 },
        #""generation_settings":{},"log_probability_settings":{"enable":true,"top_k":5}"#
      ),
      (
        ask {
          $0.settings.composition = CompositionSettings(
            systemMessage: "s", toolChoice: "auto", responseFormat: ["type": "text"])
        },
        #"""
        "generation_settings":{},"composition_settings":{"system_message":"s","tool_choice":"auto",\#
        "response_format":{"type":"text"}}
        """#
      ),
      (ask { $0.settings.masksPersonalData = true }, #""generation_settings":{},"enable_pii_masking":true"#),
      (
        ask { $0.settings.masksPersonalData = false }, #""generation_settings":{},"enable_pii_masking":false"#
      ),
      (
        ask { $0.settings.safetyScoring = .input },
        #""generation_settings":{},"enable_input_safety_scoring":true"#
      ),
      (
        ask { $0.settings.safetyScoring = .output },
        #""generation_settings":{},"enable_output_safety_scoring":true"#
      ),
      (
        ask { $0.settings.safetyScoring = .both },
        #""generation_settings":{},"enable_input_safety_scoring":true,"enable_output_safety_scoring":true"#
      ),
      (
        ask { $0.settings.biasScoring = .input },
        #""generation_settings":{},"enable_input_bias_scoring":true"#
      ),
      (
        ask { $0.settings.biasScoring = .both },
        #""generation_settings":{},"enable_input_bias_scoring":true,"enable_output_bias_scoring":true"#
      ),
      (
        ask {
          $0.localization = Localization(
            defaultLocale: "en-US", inputLocales: [.init("de-DE"), .init("fr")], expectedLocales: ["it"])
        },
        #"""
        "generation_settings":{},"localization":{"default_locale":"en-US","input_locales":["de-DE","fr"],\#
        "output_locales":["it"]}
        """#
      ),
      (
        ask { $0.tags = ["gateway": ["a": 1], "client": ["b": [true]]] },
        #""generation_settings":{},"tags":{"gateway":{"a":1},"client":{"b":[true]}}"#
      ),
      (ask { $0.settings.turnID = "t-1" }, #""generation_settings":{},"turn_id":"t-1""#),
      (
        ask {
          $0.settings.slots = SlotFillingData(
            slots: [["placeholder": "P1"]], placeholders: ["P1": "Ann"], classifications: ["P1": "name"])
        },
        #"""
        "generation_settings":{},"slots_to_data":{"slots":[{"placeholder":"P1"}],"placeholders":{"P1":"Ann"},\#
        "classifications":{"P1":"name"}}
        """#
      ),
      (
        ask { $0.settings.explainsMasking = true },
        #""generation_settings":{},"debug_settings":{"include_masked_data_details":true}"#
      ),
      (
        ask { $0.settings.systemPromptStrategy = "use_model_parameter" },
        #""generation_settings":{},"system_prompt_strategy":"use_model_parameter""#
      ),
      (
        ask { $0.extraFields = ["generation_settings": ["max_tokens": 3], "tags": nil] },
        #""generation_settings":{"max_tokens":3},"tags":null"#
      ),
    ] as [(ChatRequest, String)])
  func spellsEveryField(_ request: ChatRequest, _ fields: String) {
    expect(request, fields)
  }

  @Test(
    arguments: [
      (
        ask {
          $0.tools = [
            .function(
              ToolFunction(
                "f", description: "d", parameters: ["type": "object", "properties": [:]], isStrict: false)),
            .function(ToolFunction("g")),
          ]
        },
        #"""
        "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object",\#
        "properties":{}},"strict":false}},{"type":"function","function":{"name":"g",\#
        "parameters":{"type":"object","properties":{}}}}]
        """#
      ),
      (
        ask { $0.tools = [.webSearch(provider: "p", options: ["n": 3])] },
        #""tools":[{"type":"web_search","web_search":{"provider":"p","options":{"n":3}}}]"#
      ),
      (ask { $0.settings.searchesWeb = true }, #""tools":[{"type":"web_search","web_search":{}}]"#),
      (
        ask { ($0.tools, $0.settings.searchesWeb) = ([.other(["type": "new"])], true) },
        #""tools":[{"type":"new"},{"type":"web_search","web_search":{}}]"#
      ),
      (ask { $0.toolChoice = ToolChoice(.none) }, #""tool_config":{"mode":"none"}"#),
      (ask { $0.toolChoice = ToolChoice(.any) }, #""tool_config":{"mode":"any"}"#),
      (
        ask { $0.toolChoice = ToolChoice(.tool, allowed: ["f"]) },
        #""tool_config":{"mode":"tool","allowed_tools":[{"type":"function","name":"f"}]}"#
      ),
      (
        ask { $0.toolChoice = ToolChoice(.auto, allowsParallelCalls: true) },
        #""tool_config":{"mode":"auto","parallel_calls":true}"#
      ),
    ] as [(ChatRequest, String)])
  func offersTools(_ request: ChatRequest, _ fields: String) {
    let body =
      #"{"model":"m","messages":[{"role":"user","content":""}],"generation_settings":{},"# + fields + "}"
    #expect(String(decoding: LLMGateway().chat(request).body, as: UTF8.self) == body)
  }

  @Test(
    arguments: [
      (Message(.system, "s"), #"{"role":"system","content":"s"}"#),
      (Message(.assistant, "a"), #"{"role":"assistant","content":"a"}"#),
      (Message(.user, parts: [.text("t")], name: "Ann"), #"{"role":"user","content":"t","name":"Ann"}"#),
      (Message(.user, parts: []), #"{"role":"user","content":""}"#),
      (
        Message(
          .user,
          parts: [.text("t"), .image(url: "https://x/i.png"), .audio(url: "u"), .other(["type": "pdf"])]),
        #"""
        {"role":"user","content":[{"type":"text","text":"t"},{"type":"image_url","url":"https://x/i.png"},\#
        {"type":"input_audio","url":"u"},{"type":"pdf"}]}
        """#
      ),
      (
        Message(.user, parts: [.image(url: "u")]),
        #"{"role":"user","content":[{"type":"image_url","url":"u"}]}"#
      ),
      (
        Message(
          .assistant, parts: [], toolCalls: [ToolCall(id: "call_1", name: "f", arguments: #"{"x":1}"#)]),
        #"""
        {"role":"assistant","content":"","tool_invocations":[{"id":"call_1","type":"function",\#
        "function":{"name":"f","arguments":"{\"x\":1}"}}]}
        """#
      ),
      (
        Message(.tool, parts: [.text("42")], name: "f", toolCallID: "call_1"),
        #"{"role":"tool","content":"42","name":"f","tool_call_id":"call_1"}"#
      ),
    ] as [(Message, String)])
  func spellsEveryMessage(_ message: Message, _ json: String) {
    let request = ChatRequest(model: "m", .messages([message]))
    let body = #"{"model":"m","messages":["# + json + #"],"generation_settings":{}}"#
    #expect(String(decoding: LLMGateway().chat(request).body, as: UTF8.self) == body)
  }

  private func expect(_ request: ChatRequest, _ fields: String, at place: SourceLocation = #_sourceLocation) {
    let body = #"{"model":"m","messages":[{"role":"user","content":""}],"# + fields + "}"
    #expect(String(decoding: LLMGateway().chat(request).body, as: UTF8.self) == body, sourceLocation: place)
    #expect(LLMGateway().stream(request)?.body == bytes(body), sourceLocation: place)
  }

  private static func ask(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = ChatRequest(model: "m", .prompt(""))
    change(&request)
    return request
  }
}
