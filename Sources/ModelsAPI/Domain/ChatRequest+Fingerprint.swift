package import Wire

extension ChatRequest {
  /// All that decides how its answer looks, by the names of options: two requests with the same fingerprint ask for
  /// the same. What was not given is not there.
  package var fingerprint: JSONObject {
    var options: JSONObject = ["model": .string(model.text)]
    switch input {
    case .prompt(let prompt): options.setUnlessEmpty("prompt", prompt)
    case .messages(let messages):
      let system = messages.first.flatMap { $0.role == .system ? $0.content : nil }
      options.set("system", system.map { .string($0) })
      let others = messages.dropFirst(system == nil ? 0 : 1)
      if !others.isEmpty { options["messages"] = .array(others.map(\.gateway)) }
    }
    options.merge(settings.fingerprint)
    if wantsCompletion { options["completion"] = true }
    if !tools.isEmpty { options["tools"] = .array(tools.map(\.gateway)) }
    options.set("tool_choice", toolChoice.map { .object($0.gateway) })
    options.merge(localization, tags, extraFields)
    return options
  }
}

extension EmbeddingRequest {
  /// All that decides how its vectors look, by the names of options, but for the texts.
  package var fingerprint: JSONObject {
    var options: JSONObject = ["model": .string(model.text)]
    options.set("mask_pii", masksPersonalData.map { .bool($0) })
    options.setUnlessEmpty("param", parameters)
    options.merge(localization, tags, extraFields)
    return options
  }
}

extension Feedback {
  /// All that is said in it, by the names of options, but for the generation that each row names.
  package var fingerprint: JSONObject {
    var options = JSONObject()
    options.set("verdict", verdict.map { .string($0.rawValue) })
    options.set("text", text.map { .string($0) })
    options.set("source", source.map { .string($0) })
    options.set("app_feedback", appFeedback)
    options.set("app_generation", appGeneration.map { .string($0) })
    options.set("app_generation_id", appGenerationID.map { .string($0) })
    options.set("turn_id", turnID.map { .string($0) })
    options.setUnlessEmpty("request", extraFields)
    return options
  }
}

extension JSONObject {
  fileprivate mutating func setUnlessEmpty(_ name: String, _ text: String) {
    if !text.isEmpty { self[name] = .string(text) }
  }

  fileprivate mutating func setUnlessEmpty(_ name: String, _ object: JSONObject) {
    if !object.members.isEmpty { self[name] = .object(object) }
  }

  /// What every request can carry.
  fileprivate mutating func merge(
    _ localization: Localization?, _ tags: JSONObject, _ extraFields: JSONObject
  ) {
    merge(localization?.fingerprint ?? [:])
    setUnlessEmpty("tag", tags)
    setUnlessEmpty("request", extraFields)
  }
}

extension Localization {
  fileprivate var fingerprint: JSONObject {
    var options: JSONObject = ["locale": .string(defaultLocale)]
    if !inputLocales.isEmpty {
      options["input_locale"] = .array(
        inputLocales.map { [.string($0.locale), $0.probability.map { JSONValue($0) } ?? .null] })
    }
    if !expectedLocales.isEmpty { options["output_locale"] = .array(expectedLocales.map { .string($0) }) }
    return options
  }
}
