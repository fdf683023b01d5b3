package import CommandTree
package import ModelsAPI

/// How a model should answer, as options of `generate` and `chat`.
///
/// The Models REST API refuses each of them but `--completion`, which is what it does with a prompt anyway.
struct SettingOptions: OptionGroup {
  var generation = GenerationSettings()
  var stream: Bool?
  var completion = false

  init() {}

  static var syntax: Syntax<Self> {
    [
      .group(\.generation),
      .flag(
        \.stream, "stream", negatable: true, section: section,
        help: "Print words as they are generated; on by default on a terminal."),
      .flag(
        \.completion, "completion", section: section,
        help: "Send the prompt as a text to be continued and not as a message."),
    ]
  }

  static let section = "Settings of the LLM Gateway"
}

extension GenerationSettings: OptionGroup {
  /// An option for each setting that has a sentence below.
  package static var syntax: Syntax<Self> {
    Syntax(GenerationSetting.allCases.compactMap { setting in setting.help.map { setting.option($0) } })
  }
}

/// What people read of a setting's option.
struct SettingHelp {
  let sentence: String
  /// What stands for the value: `--max-tokens N`.
  let value: String
  /// What it means without its value.
  let omission: ValueOmission
  /// Whether a profile may keep it.
  let isKept: Bool

  init(
    _ sentence: String, value: String = "", omission: ValueOmission = .refused, isKept: Bool = false
  ) {
    self.sentence = sentence
    self.value = value
    self.omission = omission
    self.isKept = isKept
  }
}

extension GenerationSetting {
  /// `nil` where only `--request` says it.
  var help: SettingHelp? {
    switch self {
    case .numberOfGenerations: SettingHelp("How many answers to generate.", value: "N")
    case .maximumTokens: SettingHelp("Stop an answer after so many tokens.", value: "N", isKept: true)
    case .temperature: SettingHelp("How freely to choose words: 0 is the least.", value: "X", isKept: true)
    case .topP: SettingHelp("Choose among the words that share this probability.", value: "X")
    case .topK: SettingHelp("Choose among so many words.", value: "N")
    case .stopSequences: SettingHelp("End the answer before this text.", value: "TEXT")
    case .frequencyPenalty: SettingHelp("Make words rarer the more often they came.", value: "X")
    case .presencePenalty: SettingHelp("Make words rarer that came at all.", value: "X")
    case .seed: SettingHelp("Choose the same words each time, if the model can.", value: "N")
    case .parameters: SettingHelp("Pass a setting of its own to the model's provider.", value: "KEY=JSON")
    case .maskPersonalData: SettingHelp("Hide personal data from the model.")
    case .safetyScoring: SettingHelp("Which side to score for harmful content.", value: "SIDE")
    case .biasScoring: SettingHelp("Which side to score for prejudice.", value: "SIDE")
    case .logProbabilities:
      SettingHelp(
        "Report with --json how sure the model was of each word, and so many other likely words beside it.",
        value: "N",
        omission: .numbers(implied: "0"))
    case .turnID: SettingHelp("The planner's turn that this request belongs to.", value: "ID")
    case .webSearch: SettingHelp("Let the model look things up.")
    case .responseFormat, .composition, .slots, .maskingDetails, .systemPromptStrategy: nil
    }
  }

  /// Without the dashes before it.
  var optionName: String { String(declaration.name.map { $0 == "_" ? "-" : $0 }) }
}

extension GenerationSetting {
  fileprivate func option(_ help: SettingHelp) -> Syntax<GenerationSettings> {
    switch declaration.value {
    case .whole(let path): option(path, help)
    case .number(let path): option(path, help)
    case .text(let path): option(path, help)
    case .texts(let path): option(path, help)
    case .object(let path): option(path, help)
    case .flag(let path): flag(path, negatable: true, help)
    case .presence(let path): flag(path, negatable: false, help)
    case .choice(let choice):
      .choice(
        choice.words, optionName, value: help.value, section: SettingOptions.section, help: help.sentence,
        word: choice.word, choose: { choice.choose(&$0, $1) })
    case .structure: preconditionFailure("no option can say \(self)")
    }
  }

  private func option<Value: OptionValue>(
    _ path: SettingValue.Path<Value>, _ help: SettingHelp
  ) -> Syntax<GenerationSettings> {
    .option(
      path, optionName, value: help.value, omission: help.omission, setting: help.isKept ? optionName : nil,
      section: SettingOptions.section, help: help.sentence)
  }

  private func flag<Flag: Switch>(
    _ path: SettingValue.Path<Flag>, negatable: Bool, _ help: SettingHelp
  ) -> Syntax<GenerationSettings> {
    .flag(path, optionName, negatable: negatable, section: SettingOptions.section, help: help.sentence)
  }
}

extension Unsupported.Feature {
  /// The option that asks for it, or else a name for it.
  var words: String {
    switch self {
    case .setting(let setting): setting.help == nil ? setting.declaration.name : "--\(setting.optionName)"
    case .stream: "--stream"
    case .severalStreamedGenerations: "--\(GenerationSetting.numberOfGenerations.optionName)"
    case .conversationAsCompletion: "--system"
    case .localization: "--locale"
    case .localeProbability: "--input-locale"
    case .tags: "--tag"
    case .tools: "tools"
    case .toolChoice: "tool_choice"
    case .messageParts: "parts of messages"
    case .verdictlessFeedback: "feedback without a verdict"
    case .embeddings: "embeddings"
    case .feedback: "feedback"
    case .plugins: "plug-ins"
    case .batches: "batch jobs"
    case .nativeSurfaces: "native endpoints"
    }
  }
}
