import ModelsAPI
import Wire

extension ChatRequest {
  /// What was asked for beside the prompt itself, by the names of options; what was not given is not there.
  var fingerprint: JSONObject {
    var options: JSONObject = ["model": .string(model.text)]
    if case .messages(let messages) = input, let system = messages.first(where: { $0.role == .system }) {
      options["system"] = .string(system.content)
    }
    options.merge(settings.fingerprint)
    if wantsCompletion { options["completion"] = true }
    options.merge(localization?.fingerprint ?? [:])
    if !tags.members.isEmpty { options["tag"] = .object(tags) }
    if !extraFields.members.isEmpty { options["request"] = .object(extraFields) }
    return options
  }
}

extension GenerationSettings {
  fileprivate var fingerprint: JSONObject {
    var options: JSONObject = [:]
    options.set("num_generations", numberOfGenerations.map { JSONValue($0) })
    options.set("max_tokens", maximumTokens.map { JSONValue($0) })
    options.set("temperature", temperature.map { JSONValue($0) })
    options.set("top_p", topP.map { JSONValue($0) })
    options.set("top_k", topK.map { JSONValue($0) })
    if !stopSequences.isEmpty { options["stop"] = .array(stopSequences.map { .string($0) }) }
    options.set("frequency_penalty", frequencyPenalty.map { JSONValue($0) })
    options.set("presence_penalty", presencePenalty.map { JSONValue($0) })
    options.set("seed", seed.map { JSONValue($0) })
    if !parameters.members.isEmpty { options["param"] = .object(parameters) }
    options.set("mask_pii", masksPersonalData.map { .bool($0) })
    options.set("safety", safetyScoring.map { .string($0.rawValue) })
    options.set("bias", biasScoring.map { .string($0.rawValue) })
    options.set("logprobs", logProbabilities.map { JSONValue($0) })
    options.set("turn_id", turnID.map { .string($0) })
    if searchesWeb { options["web_search"] = true }
    return options
  }
}
