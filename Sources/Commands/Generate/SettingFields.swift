import ModelsAPI
import RowEngine
import Wire

extension GenerationSettings {
  /// Lets a row's fields, which have the options' names, replace what the options said.
  mutating func take(_ fields: RowFields) throws(RowProblem) {
    numberOfGenerations = try fields.whole("num_generations") ?? numberOfGenerations
    maximumTokens = try fields.whole("max_tokens") ?? maximumTokens
    temperature = try fields.number("temperature") ?? temperature
    topP = try fields.number("top_p") ?? topP
    topK = try fields.whole("top_k") ?? topK
    stopSequences = try fields.texts("stop") ?? stopSequences
    frequencyPenalty = try fields.number("frequency_penalty") ?? frequencyPenalty
    presencePenalty = try fields.number("presence_penalty") ?? presencePenalty
    seed = try fields.whole("seed") ?? seed
    if let more = try fields.object("param") { parameters.merge(more) }
    masksPersonalData = try fields.flag("mask_pii") ?? masksPersonalData
    safetyScoring = try fields.scoring("safety") ?? safetyScoring
    biasScoring = try fields.scoring("bias") ?? biasScoring
    logProbabilities = try fields.whole("logprobs") ?? logProbabilities
    turnID = try fields.text("turn_id") ?? turnID
    searchesWeb = try fields.flag("web_search") ?? searchesWeb
  }
}

extension RowFields {
  fileprivate func scoring(_ name: String) throws(RowProblem) -> GenerationSettings.Scoring? {
    let side: SettingOptions.Side? = try choice(name, "input, output or both")
    return side.flatMap { GenerationSettings.Scoring(rawValue: $0.rawValue) }
  }
}
