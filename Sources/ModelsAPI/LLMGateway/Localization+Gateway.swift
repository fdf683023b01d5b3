import Wire

extension Localization {
  /// The gateway's form: plain lists of locales, and `output_locales`.
  var gateway: JSONObject {
    var object: JSONObject = ["default_locale": .string(defaultLocale)]
    if !inputLocales.isEmpty { object["input_locales"] = .array(inputLocales.map { .string($0.locale) }) }
    if !expectedLocales.isEmpty { object["output_locales"] = .array(expectedLocales.map { .string($0) }) }
    return object
  }
}

extension CompositionSettings {
  var gateway: JSONObject {
    var object = JSONObject()
    object.set("system_message", systemMessage.map { .string($0) })
    object.set("tool_choice", toolChoice)
    object.set("response_format", responseFormat)
    return object
  }
}

extension SlotFillingData {
  var gateway: JSONObject {
    var object = JSONObject()
    if !slots.isEmpty { object["slots"] = .array(slots.map { .object($0) }) }
    if !placeholders.members.isEmpty { object["placeholders"] = .object(placeholders) }
    if !classifications.members.isEmpty { object["classifications"] = .object(classifications) }
    return object
  }
}
