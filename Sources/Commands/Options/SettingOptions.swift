package import CommandTree
package import ModelsAPI

/// How a model should answer, as options of `generate` and `chat`.
///
/// The Models REST API refuses each of them but `--completion`, which is what it does with a prompt anyway.
package struct SettingOptions: OptionGroup {
  package enum Side: String, Value, CaseIterable, Sendable { case input, output, both }

  package var numberOfGenerations: Int?
  package var maximumTokens: Int?
  package var temperature: Double?
  package var topP: Double?
  package var topK: Int?
  package var stop: [String] = []
  package var frequencyPenalty: Double?
  package var presencePenalty: Double?
  package var seed: Int?
  package var parameters: [KeyedJSON] = []
  package var maskPII: Bool?
  package var safety: Side?
  package var bias: Side?
  package var logProbabilities: Int?
  package var turnID: String?
  package var webSearch = false
  package var stream: Bool?
  package var completion = false

  package init() {}

  package static var syntax: Syntax<Self> {
    [
      .option(
        \.numberOfGenerations, "num-generations", value: "N", section: section,
        help: "How many answers to generate."),
      .option(
        \.maximumTokens, "max-tokens", value: "N", setting: "max-tokens", section: section,
        help: "Stop an answer after so many tokens."),
      .option(
        \.temperature, "temperature", value: "X", setting: "temperature", section: section,
        help: "How freely to choose words: 0 is the least."),
      .option(
        \.topP, "top-p", value: "X", section: section,
        help: "Choose among the words that share this probability."),
      .option(\.topK, "top-k", value: "N", section: section, help: "Choose among so many words."),
      .option(\.stop, "stop", value: "TEXT", section: section, help: "End the answer before this text."),
      .option(
        \.frequencyPenalty, "frequency-penalty", value: "X", section: section,
        help: "Make words rarer the more often they came."),
      .option(
        \.presencePenalty, "presence-penalty", value: "X", section: section,
        help: "Make words rarer that came at all."),
      .option(
        \.seed, "seed", value: "N", section: section,
        help: "Choose the same words each time, if the model can."),
      .option(
        \.parameters, "param", value: "KEY=JSON", section: section,
        help: "Pass a setting of its own to the model's provider."),
      .flag(
        \.maskPII, "mask-pii", negatable: true, section: section,
        help: "Hide personal data from the model."),
      .option(
        \.safety, "safety", value: "SIDE", section: section, help: "Which side to score for harmful content."),
      .option(\.bias, "bias", value: "SIDE", section: section, help: "Which side to score for prejudice."),
      .option(
        \.logProbabilities, "logprobs", value: "N", section: section,
        help: "Report so many likely words for each place in the answer."),
      .option(
        \.turnID, "turn-id", value: "ID", section: section,
        help: "The planner's turn that this request belongs to."),
      .flag(\.webSearch, "web-search", section: section, help: "Let the model look things up."),
      .flag(
        \.stream, "stream", negatable: true, section: section,
        help: "Print words as they are generated; on by default on a terminal."),
      .flag(
        \.completion, "completion", section: section,
        help: "Send the prompt as a text to be continued and not as a message."),
    ]
  }

  private static let section = "Settings of the LLM Gateway"

  package var settings: GenerationSettings {
    var settings = GenerationSettings()
    settings.numberOfGenerations = numberOfGenerations
    settings.maximumTokens = maximumTokens
    settings.temperature = temperature
    settings.topP = topP
    settings.topK = topK
    settings.stopSequences = stop
    settings.frequencyPenalty = frequencyPenalty
    settings.presencePenalty = presencePenalty
    settings.seed = seed
    settings.parameters = parameters.object
    settings.masksPersonalData = maskPII
    settings.safetyScoring = safety.flatMap { GenerationSettings.Scoring(rawValue: $0.rawValue) }
    settings.biasScoring = bias.flatMap { GenerationSettings.Scoring(rawValue: $0.rawValue) }
    settings.logProbabilities = logProbabilities
    settings.turnID = turnID
    settings.searchesWeb = webSearch
    settings.streams = stream ?? false
    return settings
  }

  /// All options that an API may refuse.
  package static var allOptionNames: [String] { Unsupported.Setting.allCases.compactMap(option) }

  /// Under which option a setting is known; `nil` where only `--request` says it.
  package static func option(for setting: Unsupported.Setting) -> String? {
    switch setting {
    case .numberOfGenerations: "--num-generations"
    case .maximumTokens: "--max-tokens"
    case .temperature: "--temperature"
    case .topP: "--top-p"
    case .topK: "--top-k"
    case .stopSequences: "--stop"
    case .frequencyPenalty: "--frequency-penalty"
    case .presencePenalty: "--presence-penalty"
    case .seed: "--seed"
    case .parameters: "--param"
    case .maskPersonalData: "--mask-pii"
    case .safetyScoring: "--safety"
    case .biasScoring: "--bias"
    case .logProbabilities: "--logprobs"
    case .turnID: "--turn-id"
    case .webSearch: "--web-search"
    case .stream: "--stream"
    case .severalStreamedGenerations: "--num-generations"
    case .conversationAsCompletion: "--system"
    case .localization: "--locale"
    case .localeProbability: "--input-locale"
    case .tags: "--tag"
    case .responseFormat, .composition, .slots, .maskingDetails, .systemPromptStrategy, .tools, .toolChoice,
      .messageParts, .verdictlessFeedback, .plugins, .batches:
      nil
    }
  }
}
