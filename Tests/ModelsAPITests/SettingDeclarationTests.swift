import ModelsAPI
import Testing
import Wire

/// The table of settings, held against what must follow from each of its rows.
struct SettingDeclarationTests {
  /// What a setting becomes when it is set.
  private struct Row: Sendable, CustomTestStringConvertible {
    let setting: GenerationSetting
    let name: String
    let change: @Sendable (inout GenerationSettings) -> Void
    let chat: String
    /// `nil` where completions have no place for it.
    let completion: String?
    let policy: UnsupportedFeaturePolicy
    /// In the fingerprint of a run.
    let weight: JSONValue

    init(
      _ setting: GenerationSetting, _ name: String,
      _ change: @escaping @Sendable (inout GenerationSettings) -> Void,
      chat: String, completion: String?, _ policy: UnsupportedFeaturePolicy, weight: JSONValue
    ) {
      self.setting = setting
      self.name = name
      self.change = change
      self.chat = chat
      self.completion = completion
      self.policy = policy
      self.weight = weight
    }

    var testDescription: String { name }

    func request(isCompletion: Bool) -> ChatRequest {
      var request = ChatRequest(model: "m", .prompt("p"))
      change(&request.settings)
      request.wantsCompletion = isCompletion
      return request
    }
  }

  private static let rows: [Row] = [
    Row(
      .numberOfGenerations, "num_generations", { $0.numberOfGenerations = 2 },
      chat: #"{"generation_settings":{"num_generations":2}}"#, completion: #"{"num_generations":2}"#,
      .refused(as: "n"), weight: 2),
    Row(
      .maximumTokens, "max_tokens", { $0.maximumTokens = 9 },
      chat: #"{"generation_settings":{"max_tokens":9}}"#, completion: #"{"max_tokens":9}"#, .leftOut,
      weight: 9),
    Row(
      .temperature, "temperature", { $0.temperature = 0.5 },
      chat: #"{"generation_settings":{"temperature":0.5}}"#, completion: #"{"temperature":0.5}"#, .leftOut,
      weight: 0.5),
    Row(
      .topP, "top_p", { $0.topP = 0.5 }, chat: #"{"generation_settings":{"top_p":0.5}}"#,
      completion: #"{"parameters":{"top_p":0.5}}"#, .leftOut, weight: 0.5),
    Row(
      .topK, "top_k", { $0.topK = 4 }, chat: #"{"generation_settings":{"top_k":4}}"#,
      completion: #"{"parameters":{"top_k":4}}"#, .leftOut, weight: 4),
    Row(
      .stopSequences, "stop", { $0.stopSequences = ["a"] },
      chat: #"{"generation_settings":{"stop_sequences":["a"]}}"#, completion: #"{"stop_sequences":["a"]}"#,
      .doneHere(.stopping), weight: ["a"]),
    Row(
      .frequencyPenalty, "frequency_penalty", { $0.frequencyPenalty = 0.5 },
      chat: #"{"generation_settings":{"frequency_penalty":0.5}}"#, completion: #"{"frequency_penalty":0.5}"#,
      .leftOut, weight: 0.5),
    Row(
      .presencePenalty, "presence_penalty", { $0.presencePenalty = 0.5 },
      chat: #"{"generation_settings":{"presence_penalty":0.5}}"#, completion: #"{"presence_penalty":0.5}"#,
      .leftOut, weight: 0.5),
    Row(
      .seed, "seed", { $0.seed = 7 }, chat: #"{"generation_settings":{"seed":7}}"#,
      completion: #"{"parameters":{"seed":7}}"#, .leftOut, weight: 7),
    Row(
      .parameters, "param", { $0.parameters = ["k": 1] },
      chat: #"{"generation_settings":{"parameters":{"k":1}}}"#, completion: #"{"parameters":{"k":1}}"#,
      .refused(as: "parameters"), weight: ["k": 1]),
    Row(
      .maskPersonalData, "mask_pii", { $0.masksPersonalData = false },
      chat: #"{"generation_settings":{},"enable_pii_masking":false}"#,
      completion: #"{"enable_pii_masking":false}"#, .refused(as: "enable_pii_masking"), weight: false),
    Row(
      .safetyScoring, "safety", { $0.safetyScoring = .input },
      chat: #"{"generation_settings":{},"enable_input_safety_scoring":true}"#,
      completion: #"{"enable_input_safety_scoring":true}"#, .refused(as: "safety scoring"), weight: "input"),
    Row(
      .biasScoring, "bias", { $0.biasScoring = .output },
      chat: #"{"generation_settings":{},"enable_output_bias_scoring":true}"#,
      completion: #"{"enable_output_bias_scoring":true}"#, .refused(as: "bias scoring"), weight: "output"),
    Row(
      .logProbabilities, "logprobs", { $0.logProbabilities = 3 },
      chat: #"{"generation_settings":{},"log_probability_settings":{"enable":true,"top_k":3}}"#,
      completion: nil, .refused(as: "logprobs"), weight: 3),
    Row(
      .turnID, "turn_id", { $0.turnID = "t" }, chat: #"{"generation_settings":{},"turn_id":"t"}"#,
      completion: nil, .refused(as: "turn_id"), weight: "t"),
    Row(
      .webSearch, "web_search", { $0.searchesWeb = true },
      chat: #"{"generation_settings":{},"tools":[{"type":"web_search","web_search":{}}]}"#, completion: nil,
      .leftOut, weight: true),
    Row(
      .responseFormat, "response_format", { $0.responseFormat = .jsonObject },
      chat: #"{"generation_settings":{"parameters":{"response_format":{"type":"json_object"}}}}"#,
      completion: #"{"parameters":{"response_format":{"type":"json_object"}}}"#, .doneHere(.form),
      weight: ["type": "json_object"]),
    Row(
      .composition, "composition_settings", { $0.composition = CompositionSettings(systemMessage: "s") },
      chat: #"{"generation_settings":{},"composition_settings":{"system_message":"s"}}"#, completion: nil,
      .refused(as: "composition_settings"), weight: ["system_message": "s"]),
    Row(
      .slots, "slots_to_data", { $0.slots = SlotFillingData(placeholders: ["P": "A"]) },
      chat: #"{"generation_settings":{},"slots_to_data":{"placeholders":{"P":"A"}}}"#, completion: nil,
      .refused(as: "slots_to_data"), weight: ["placeholders": ["P": "A"]]),
    Row(
      .maskingDetails, "debug_settings", { $0.explainsMasking = true },
      chat: #"{"generation_settings":{},"debug_settings":{"include_masked_data_details":true}}"#,
      completion: nil, .refused(as: "debug_settings"), weight: true),
    Row(
      .systemPromptStrategy, "system_prompt_strategy", { $0.systemPromptStrategy = "s" },
      chat: #"{"generation_settings":{},"system_prompt_strategy":"s"}"#, completion: nil,
      .refused(as: "system_prompt_strategy"), weight: "s"),
  ]

  @Test func hasOneRowForEachSetting() {
    #expect(Self.rows.map(\.setting) == GenerationSetting.allCases)
    #expect(SettingDeclaration.all.count == GenerationSetting.allCases.count)
    #expect(Set(SettingDeclaration.all.map(\.setting)) == Set(GenerationSetting.allCases))
    #expect(Set(SettingDeclaration.all.map(\.name)).count == SettingDeclaration.all.count)
  }

  @Test(arguments: rows)
  private func aRowSaysItsNameAndWhatServersDoWithoutIt(_ row: Row) {
    #expect(row.setting.declaration.name == row.name)
    #expect(row.setting.declaration.policy == row.policy)
  }

  @Test(arguments: rows)
  private func aConversationSaysIt(_ row: Row) throws {
    let body = LLMGateway().chat(row.request(isCompletion: false)).body
    let prompt = #"{"model":"m","messages":[{"role":"user","content":"p"}],"#
    #expect(String(decoding: body, as: UTF8.self) == prompt + row.chat.dropFirst())
    #expect(LLMGateway().limits(of: row.request(isCompletion: false), streamed: false) == [])
  }

  @Test(arguments: rows)
  private func aCompletionSaysItOrCannot(_ row: Row) throws {
    let request = row.request(isCompletion: true)
    let body = String(decoding: LLMGateway().chat(request).body, as: UTF8.self)
    #expect(body == #"{"model":"m","prompt":"p""# + (row.completion.map { "," + $0.dropFirst() } ?? "}"))
    let limits = LLMGateway().limits(of: request, streamed: false)
    #expect(
      limits == (row.completion == nil ? [Unsupported(.setting(row.setting), in: .gatewayCompletions)] : []))
  }

  @Test(arguments: rows)
  private func theModelsRESTAPINeitherSaysItNorHidesIt(_ row: Row) {
    let request = row.request(isCompletion: false)
    #expect(String(decoding: ModelsREST().chat(request).body, as: UTF8.self) == #"{"prompt":"p"}"#)
    #expect(
      ModelsREST().limits(of: request, streamed: false) == [
        Unsupported(.setting(row.setting), in: .modelsREST)
      ])
  }

  @Test(arguments: rows)
  private func itWeighsInTheFingerprint(_ row: Row) {
    let fingerprint = row.request(isCompletion: false).fingerprint
    #expect(fingerprint[row.name] == row.weight)
    #expect(fingerprint != ChatRequest(model: "m", .prompt("p")).fingerprint)
  }

  @Test(arguments: rows)
  private func itCanBeLeftToTheModelAgain(_ row: Row) {
    var settings = row.request(isCompletion: false).settings
    #expect(settings != GenerationSettings())
    row.setting.declaration.value.clear(&settings)
    #expect(settings == GenerationSettings())
  }

  @Test(
    arguments: [
      (
        .chatCompletions,
        [
          "n", "max_tokens", "max_completion_tokens", "temperature", "top_p", "stop", "frequency_penalty",
          "presence_penalty", "seed", "logprobs", "top_logprobs", "web_search_options",
        ]
      ),
      (
        .completions,
        [
          "n", "max_tokens", "temperature", "top_p", "stop", "frequency_penalty", "presence_penalty", "seed",
          "logprobs",
        ]
      ),
      (.responses, ["max_output_tokens", "temperature", "top_p", "top_logprobs", "include"]),
      (.messages, ["max_tokens", "temperature", "top_p", "top_k", "stop_sequences"]),
    ] as [(ClientField.Endpoint, Set<String>)])
  func clientsSpellSettingsTheirOwnWay(_ endpoint: ClientField.Endpoint, _ names: Set<String>) {
    #expect(Set(ClientField.all(of: endpoint).flatMap(\.field.names)) == names)
  }

  @Test func aSettingIsNamedAsTheClientSpellsIt() {
    #expect(ClientField.spelling(of: "max_tokens", in: .responses) == "max_output_tokens")
    #expect(ClientField.spelling(of: "name", in: .responses) == "name")
  }
}

/// What tells one run from another.
struct RequestFingerprintTests {
  private static func changed(_ change: (inout ChatRequest) -> Void) -> ChatRequest {
    var request = ChatRequest(model: "m", .messages([Message(.user, "p")]))
    change(&request)
    return request
  }

  @Test func namesAllThatWasAsked() {
    let request = Self.changed {
      ($0.settings.maximumTokens, $0.tools, $0.toolChoice) = (
        9, [.function(ToolFunction("f"))], ToolChoice(.auto)
      )
      $0.localization = Localization(
        defaultLocale: "de", inputLocales: [.init("fr", probability: 0.5)], expectedLocales: ["it"])
      ($0.tags, $0.extraFields) = (["a": 1], ["b": 2])
    }
    #expect(
      JSONValue.object(request.fingerprint).text == #"""
        {"model":"m","messages":[{"role":"user","content":"p"}],"max_tokens":9,\#
        "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}}}}],"tool_choice":{"mode":"auto"},\#
        "locale":"de","input_locale":[["fr",0.5]],"output_locale":["it"],"tag":{"a":1},"request":{"b":2}}
        """#)
  }

  @Test func everyPartOfAQuestionCounts() {
    let requests = [
      Self.changed { _ in }, Self.changed { $0.model = "n" }, Self.changed { $0.input = .prompt("p") },
      Self.changed { $0.wantsCompletion = true }, Self.changed { $0.settings.seed = 0 },
      Self.changed { $0.tools = [.webSearch()] }, Self.changed { $0.toolChoice = ToolChoice(.none) },
      Self.changed { $0.localization = Localization(defaultLocale: "de") },
      Self.changed { $0.tags = ["a": 1] },
      Self.changed { $0.extraFields = ["a": 1] },
    ]
    #expect(Set(requests.map(\.fingerprint)).count == requests.count)
  }

  @Test func everyPartOfARequestForVectorsCountsButItsTexts() {
    func changed(_ change: (inout EmbeddingRequest) -> Void) -> EmbeddingRequest {
      var request = EmbeddingRequest(model: "m", inputs: [])
      change(&request)
      return request
    }
    let requests = [
      changed { _ in }, changed { $0.model = "n" }, changed { $0.masksPersonalData = true },
      changed { $0.parameters = ["a": 1] }, changed { $0.localization = Localization(defaultLocale: "de") },
      changed { $0.tags = ["a": 1] }, changed { $0.extraFields = ["a": 1] },
    ]
    #expect(Set(requests.map(\.fingerprint)).count == requests.count)
    #expect(changed { $0.inputs = ["t"] }.fingerprint == requests[0].fingerprint)
  }
}
