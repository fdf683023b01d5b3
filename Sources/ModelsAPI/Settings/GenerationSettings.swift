package import Wire

/// How a model should answer. What is `nil` or empty is left to the model.
///
/// A new setting is a property here, a case of ``GenerationSetting`` and a row of ``SettingDeclaration/all``: bodies,
/// limits, options, rows of datasets, served APIs and fingerprints follow from them.
package struct GenerationSettings: Hashable, Sendable {
  /// Which side of an exchange is examined.
  package enum Scoring: String, Hashable, Sendable, CaseIterable { case input, output, both }

  /// How many answers are wanted; models give one where it is `nil`.
  package var numberOfGenerations: Int?
  /// Tokens.
  package var maximumTokens: Int?
  /// How freely words are chosen; 0 is the least.
  package var temperature: Double?
  /// The probability, 0…1, that the words to choose among have together.
  package var topP: Double?
  /// How many of the likeliest words are chosen among.
  package var topK: Int?
  /// Texts before which an answer ends; empty for none.
  package var stopSequences: [String] = []
  /// How much rarer a word becomes each time it came.
  package var frequencyPenalty: Double?
  /// How much rarer a word becomes once it came at all.
  package var presencePenalty: Double?
  /// The same number has the same words chosen each time, if the model can.
  package var seed: Int?
  /// Passed through to the model's provider.
  package var parameters: JSONObject = [:]
  /// Whether personal data is hidden from the model; `nil` leaves it to the service.
  package var masksPersonalData: Bool?
  /// Which side is scored for harmful content; `nil` asks for no score.
  package var safetyScoring: Scoring?
  /// Which side is scored for prejudice; `nil` asks for no score.
  package var biasScoring: Scoring?
  /// How many alternatives of each token come with their log probability.
  package var logProbabilities: Int?
  /// The planner's turn that the request belongs to; `nil` for none.
  package var turnID: String?
  /// Whether the model may look things up on the web; it can be asked for, but not be declined.
  package var searchesWeb = false
  /// In which form the answer is wanted; `nil` leaves it to the model.
  package var responseFormat: ResponseFormat?
  /// How the gateway composes the messages; `nil` leaves it to the gateway.
  package var composition: CompositionSettings?
  /// What stands behind the masked places of the prompt; `nil` for nothing.
  package var slots: SlotFillingData?
  /// Whether the answer should tell what was masked.
  package var explainsMasking: Bool?
  /// How the system's message reaches the model: `use_model_parameter` …
  package var systemPromptStrategy: String?

  /// Settings that leave everything to the model.
  package init() {}
}

/// Names each setting, in the order in which people read of them.
package enum GenerationSetting: Hashable, Sendable, CaseIterable {
  case numberOfGenerations, maximumTokens, temperature, topP, topK, stopSequences, frequencyPenalty
  case presencePenalty, seed, parameters, maskPersonalData, safetyScoring, biasScoring, logProbabilities
  case turnID, webSearch, responseFormat, composition, slots, maskingDetails, systemPromptStrategy
}

extension SettingDeclaration {
  /// All settings, in the order in which bodies have them.
  ///
  /// Source for places: LLM Gateway API reference, `POST /chat/generations` and `POST /generations`.
  package static let all: [SettingDeclaration] = [
    SettingDeclaration(
      .numberOfGenerations, "num_generations", .whole(\.numberOfGenerations), default: 1,
      chat: "generation_settings.num_generations", completion: "num_generations",
      clients: [.openAI("n", .whole(1...128))], policy: .refused(as: "n")),
    SettingDeclaration(
      .maximumTokens, "max_tokens", .whole(\.maximumTokens),
      chat: "generation_settings.max_tokens", completion: "max_tokens",
      clients: [
        .openAI("max_tokens", from: 1), .chatCompletions("max_completion_tokens", from: 1),
        .responses("max_output_tokens", from: 1), .messages("max_tokens", .whole(1...Int(Int32.max))),
      ], policy: .leftOut),
    SettingDeclaration(
      .temperature, "temperature", .number(\.temperature),
      chat: "generation_settings.temperature", completion: "temperature",
      clients: [
        .openAI("temperature", .number(0...2)), .responses("temperature", .number(0...2)),
        .messages("temperature", .number(0...1)),
      ], policy: .leftOut),
    SettingDeclaration(
      .stopSequences, "stop", .texts(\.stopSequences),
      chat: "generation_settings.stop_sequences", completion: "stop_sequences",
      // OpenAI takes 4, others some more.
      clients: [
        .openAI("stop", .texts(atMost: 64, bytes: 1_024)),
        .messages("stop_sequences", .texts(atMost: 64, bytes: 1_024)),
      ], policy: .doneHere(.stopping)),
    SettingDeclaration(
      .frequencyPenalty, "frequency_penalty", .number(\.frequencyPenalty),
      chat: "generation_settings.frequency_penalty", completion: "frequency_penalty",
      clients: [.openAI("frequency_penalty")], policy: .leftOut),
    SettingDeclaration(
      .presencePenalty, "presence_penalty", .number(\.presencePenalty),
      chat: "generation_settings.presence_penalty", completion: "presence_penalty",
      clients: [.openAI("presence_penalty")], policy: .leftOut),
    SettingDeclaration(
      .logProbabilities, "logprobs", .whole(\.logProbabilities),
      chat: .switchedOn(object: "log_probability_settings", by: "enable", value: "top_k"),
      clients: [
        .chatCompletions("top_logprobs", from: 0, switchedOnBy: .flag("logprobs")),
        .responses(
          "top_logprobs", from: 0, switchedOnBy: .word("message.output_text.logprobs", in: "include")),
        .completions("logprobs", from: 0),
      ],
      policy: .refused(as: "logprobs")),
    SettingDeclaration(
      .composition, "composition_settings", .structure(.init(\.composition) { $0.gateway }),
      chat: "composition_settings", policy: .refused(as: "composition_settings")),
    SettingDeclaration(
      .maskPersonalData, "mask_pii", .flag(\.masksPersonalData),
      chat: "enable_pii_masking", completion: "enable_pii_masking",
      policy: .refused(as: "enable_pii_masking")),
    SettingDeclaration(
      .safetyScoring, "safety", .choice(.init(\.safetyScoring)),
      chat: .sides(input: "enable_input_safety_scoring", output: "enable_output_safety_scoring"),
      completion: .sides(input: "enable_input_safety_scoring", output: "enable_output_safety_scoring"),
      policy: .refused(as: "safety scoring")),
    SettingDeclaration(
      .biasScoring, "bias", .choice(.init(\.biasScoring)),
      chat: .sides(input: "enable_input_bias_scoring", output: "enable_output_bias_scoring"),
      completion: .sides(input: "enable_input_bias_scoring", output: "enable_output_bias_scoring"),
      policy: .refused(as: "bias scoring")),
    // Completions have no field of their own for the next three, so they go to the provider.
    SettingDeclaration(
      .topP, "top_p", .number(\.topP), chat: "generation_settings.top_p", completion: "parameters.top_p",
      clients: [.openAI("top_p"), .responses("top_p"), .messages("top_p", .number(0...1))],
      policy: .leftOut),
    SettingDeclaration(
      .topK, "top_k", .whole(\.topK), chat: "generation_settings.top_k", completion: "parameters.top_k",
      clients: [.messages("top_k", .whole(0...Int(Int32.max)))], policy: .leftOut),
    SettingDeclaration(
      .seed, "seed", .whole(\.seed), chat: "generation_settings.seed", completion: "parameters.seed",
      clients: [.openAI("seed")], policy: .leftOut),
    SettingDeclaration(
      .responseFormat, "response_format", .structure(.init(\.responseFormat) { $0.gateway }),
      chat: "generation_settings.parameters.response_format", completion: "parameters.response_format",
      policy: .doneHere(.form)),
    // Behind everything else that goes there: what the user said prevails.
    SettingDeclaration(
      .parameters, "param", .object(\.parameters),
      chat: "generation_settings.parameters", completion: "parameters", policy: .refused(as: "parameters")),
    SettingDeclaration(
      .turnID, "turn_id", .text(\.turnID), chat: "turn_id", policy: .refused(as: "turn_id")),
    SettingDeclaration(
      .slots, "slots_to_data", .structure(.init(\.slots) { $0.gateway }), chat: "slots_to_data",
      policy: .refused(as: "slots_to_data")),
    SettingDeclaration(
      .maskingDetails, "debug_settings", .flag(\.explainsMasking),
      chat: "debug_settings.include_masked_data_details", policy: .refused(as: "debug_settings")),
    SettingDeclaration(
      .systemPromptStrategy, "system_prompt_strategy", .text(\.systemPromptStrategy),
      chat: "system_prompt_strategy", policy: .refused(as: "system_prompt_strategy")),
    // A model may search or not; coding agents offer it always.
    SettingDeclaration(
      .webSearch, "web_search", .presence(\.searchesWeb), chat: .tool("web_search"),
      clients: [.chatCompletions("web_search_options")], policy: .leftOut),
  ]
}
