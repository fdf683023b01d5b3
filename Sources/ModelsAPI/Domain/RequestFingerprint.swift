package import Wire

extension ChatRequest {
  /// All that decides how its answer looks, by name: two requests with the same fingerprint ask for the same.
  package var fingerprint: JSONObject {
    var fields: JSONObject = ["model": .string(model.text)]
    switch input {
    case .prompt(let prompt): fields["prompt"] = .string(prompt)
    case .messages(let messages): fields["messages"] = .array(messages.map(\.gateway))
    }
    fields["completion"] = .bool(wantsCompletion)
    fields["settings"] = .object(settings.fingerprint)
    fields["tools"] = .array(tools.map(\.gateway))
    fields.set("tool_choice", toolChoice.map { .object($0.gateway) })
    fields.set("localization", localization.map { .object($0.fingerprint) })
    fields["tags"] = .object(tags)
    fields["request"] = .object(extraFields)
    return fields
  }
}

extension EmbeddingRequest {
  /// All that decides how its vectors look, by name, but for the texts.
  package var fingerprint: JSONObject {
    var fields: JSONObject = ["model": .string(model.text)]
    fields.set("mask_pii", masksPersonalData.map { .bool($0) })
    fields["param"] = .object(parameters)
    fields.set("localization", localization.map { .object($0.fingerprint) })
    fields["tags"] = .object(tags)
    fields["request"] = .object(extraFields)
    return fields
  }
}

extension Feedback {
  /// All that is sent of it, by name.
  package var fingerprint: JSONObject {
    var fields: JSONObject = ["id": .string(id), "generation": .string(generationID)]
    fields.set("verdict", verdict.map { .string($0.rawValue) })
    fields.set("text", text.map { .string($0) })
    fields.set("source", source.map { .string($0) })
    fields.set("app_feedback", appFeedback)
    fields.set("app_generation", appGeneration.map { .string($0) })
    fields.set("app_generation_id", appGenerationID.map { .string($0) })
    fields.set("turn_id", turnID.map { .string($0) })
    fields["request"] = .object(extraFields)
    return fields
  }
}

extension Localization {
  fileprivate var fingerprint: JSONObject {
    let inputs = inputLocales.map { input -> JSONValue in
      var fields: JSONObject = ["locale": .string(input.locale)]
      fields.set("probability", input.probability.map { JSONValue($0) })
      return .object(fields)
    }
    return [
      "default": .string(defaultLocale), "input": .array(inputs),
      "output": .array(expectedLocales.map { .string($0) }),
    ]
  }
}
