import Wire

extension JSONObject {
  /// The members that both endpoints of text have beside their own; the API has no settings.
  init(_ own: JSONObject, of request: ChatRequest) {
    self.init(
      own, localization: request.localization, tags: request.tags, extraFields: request.extraFields)
  }

  /// The members that every endpoint but feedback may carry.
  init(_ own: JSONObject, localization: Localization?, tags: JSONObject, extraFields: JSONObject) {
    self = own
    set("localization", localization.map { .object($0.modelsREST) })
    if !tags.members.isEmpty { self["tags"] = .object(tags) }
    merge(extraFields)
  }
}

extension Localization {
  fileprivate var modelsREST: JSONObject {
    var object: JSONObject = ["defaultLocale": .string(defaultLocale)]
    if !inputLocales.isEmpty { object["inputLocales"] = .array(inputLocales.map(\.modelsREST)) }
    if !expectedLocales.isEmpty { object["expectedLocales"] = .array(expectedLocales.map { .string($0) }) }
    return object
  }
}

extension Localization.InputLocale {
  fileprivate var modelsREST: JSONValue {
    var object: JSONObject = ["locale": .string(locale)]
    object.set("probability", probability.map { JSONValue($0) })
    return .object(object)
  }
}

extension Safety {
  /// Reads `contentQuality`; `nil` when the service did not score.
  init?(contentQuality json: JSONValue?) {
    guard let toxicity = json?["scanToxicity"], toxicity.object != nil else { return nil }
    let scores = (toxicity["categories"]?.array ?? []).compactMap { category in
      category["categoryName"]?.string.map { Score($0, category["score"]?.double ?? 0) }
    }
    self.init(isDetected: toxicity["isDetected"]?.bool, scores: scores)
  }
}

extension Generation {
  /// Reads one generation; `nil` without its text.
  init?(modelsREST json: JSONValue?, text name: String) {
    guard let json, let text = json[name]?.string else { return nil }
    self.init(
      id: json["id"]?.string, text: text,
      finishReason: json["parameters"]?["finish_reason"]?.string.map { FinishReason($0) },
      safety: Safety(contentQuality: json["contentQuality"]))
  }
}
