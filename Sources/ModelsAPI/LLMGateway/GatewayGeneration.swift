import Wire

/// One generation of an answer, or what a frame adds to it.
struct GatewayGeneration {
  var id: String?
  var text: String?
  var finishReason: FinishReason?
  var invocations: [GatewayInvocation] = []
  var safety: Safety?
  /// Salesforce's own models count here.
  var usage: Usage?
  var logProbabilities: JSONValue?
  var webSearchResult: JSONValue?

  init(_ reader: inout JSONReader) throws(JSONError) {
    try reader.members { (name, reader) throws(JSONError) in
      switch name {
      case "id": id = try reader.value().string
      case "content", "text", "completion": text = try reader.value().string ?? text
      case "parameters": try readParameters(&reader)
      case "tool_invocations":
        try reader.elements { (reader) throws(JSONError) in
          invocations.append(GatewayInvocation(try reader.value()))
        }
      case "generation_safety_score": safety.take(safetyScore: try reader.value())
      case "generation_content_quality": safety.take(contentQuality: try reader.value())
      case "log_probability_result": logProbabilities = try reader.presentValue() ?? logProbabilities
      case "web_search_result": webSearchResult = try reader.presentValue()
      default: break
      }
    }
  }

  private mutating func readParameters(_ reader: inout JSONReader) throws(JSONError) {
    var counts = JSONObject()
    try reader.members { (name, reader) throws(JSONError) in
      switch name {
      case "finish_reason": finishReason = try reader.value().string.map { FinishReason($0) }
      case "logprobs":
        let value = try reader.presentValue()
        logProbabilities = logProbabilities ?? value
      case "prompt_tokens", "generated_tokens", "total_tokens":
        counts.members.append(JSONObject.Member(name.text, try reader.value()))
      default: break
      }
    }
    if !counts.members.isEmpty { usage = Usage(.object(counts)) }
  }
}

extension JSONReader {
  /// The next value; `nil` for `null`.
  fileprivate mutating func presentValue() throws(JSONError) -> JSONValue? {
    let value = try value()
    // A bare `nil` would be the JSON value.
    return value.isNull ? .none : .some(value)
  }
}

/// A wish for a call, or what a frame adds to it; an empty text is none.
struct GatewayInvocation {
  var index: Int?
  var id: String?
  var name: String?
  var arguments: String

  init(_ json: JSONValue) {
    index = json["index"]?.int
    id = json["id"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    name = json["function"]?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    arguments = json["function"]?["arguments"].map { $0.string ?? $0.text } ?? ""
  }
}
