import Wire

/// A record as JSON, for the time until it is in the database.
extension LedgerRecord {
  var json: JSONObject {
    var object: JSONObject = ["entries": .array(entries.map { .object($0.json) })]
    object.set("conversation", conversation.map { .object($0.json) })
    object.set("known_head", knownHead.map { .number($0) })
    return object
  }

  /// `nil` for what no version of this program has written.
  init?(_ json: JSONValue) {
    guard let list = json["entries"]?.array else { return nil }
    let entries = list.compactMap(LedgerEntry.init)
    guard entries.count == list.count else { return nil }
    self.init(entries, knownHead: json["known_head"]?.int64)
    guard let conversation = json["conversation"] else { return }
    guard let read = LedgerConversation(conversation) else { return nil }
    self.conversation = read
  }
}

extension LedgerEntry {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "key": .number(key), "time": .number(time), "command": .string(command), "profile": .string(profile),
      "requests": JSONValue(requests),
    ]
    object.set("model", model)
    object.set("answering_model", answeringModel)
    object.set("conversation", conversation)
    object.set("parent", parent.map { .number($0) })
    object.set("generation_id", generation)
    object.set("duration", duration.map { .number($0) })
    object.set("verdict", verdict)
    let usage = [
      ("input", self.usage.input), ("output", self.usage.output), ("cached", self.usage.cached),
      ("reasoning", self.usage.reasoning), ("rows", rows?.done), ("refused", rows?.refused),
    ]
    for (name, count) in usage { object.set(name, count.map { JSONValue($0) }) }
    guard let texts else { return object }
    object["has_texts"] = true
    object.set("system", texts.system)
    object.set("prompt", texts.prompt)
    object.set("text", texts.text)
    return object
  }

  fileprivate init?(_ json: JSONValue) {
    guard let key = json["key"]?.int64, let time = json["time"]?.int64, let command = json["command"]?.string,
      let profile = json["profile"]?.string
    else { return nil }
    self.init(time: time, command: command, profile: profile)
    self.key = key
    model = json["model"]?.string
    answeringModel = json["answering_model"]?.string
    conversation = json["conversation"]?.string
    parent = json["parent"]?.int64
    generation = json["generation_id"]?.string
    duration = json["duration"]?.int64
    verdict = json["verdict"]?.string
    requests = json["requests"]?.int ?? 1
    usage = LedgerUsage(
      input: json["input"]?.int, output: json["output"]?.int, cached: json["cached"]?.int,
      reasoning: json["reasoning"]?.int)
    if let done = json["rows"]?.int { rows = LedgerRows(done: done, refused: json["refused"]?.int ?? 0) }
    guard json["has_texts"]?.bool == true else { return }
    texts = LedgerTexts(
      system: json["system"]?.string, prompt: json["prompt"]?.string, text: json["text"]?.string)
  }
}

extension LedgerConversation {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "id": .string(id), "profile": .string(profile), "model": .string(model), "settings": .string(settings),
      "time": .number(time),
    ]
    object.set("system", system)
    object.set("head", head.map { .number($0) })
    return object
  }

  fileprivate init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let profile = json["profile"]?.string,
      let model = json["model"]?.string,
      let settings = json["settings"]?.string, let time = json["time"]?.int64
    else { return nil }
    self.init(
      id: id, profile: profile, model: model, system: json["system"]?.string, settings: settings,
      head: json["head"]?.int64, time: time)
  }
}

extension JSONValue {
  fileprivate static func number(_ number: Int64) -> JSONValue { .number(String(number)) }

  /// A whole number of 64 bits, exactly.
  fileprivate var int64: Int64? { if case .number(let digits) = self { Int64(digits) } else { nil } }
}

extension JSONObject {
  fileprivate mutating func set(_ name: String, _ text: String?) { set(name, text.map { .string($0) }) }
}
