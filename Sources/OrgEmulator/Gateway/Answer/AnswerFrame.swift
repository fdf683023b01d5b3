import Wire

/// A whole answer or a frame of a stream, which have the same fields.
struct AnswerFrame: Equatable, Sendable {
  var id: String
  /// Frames that only count tokens may lack it.
  var generations: [GenerationPart]?
  var parameters: JSONValue = .null
  var inputSafety: JSONValue = .null
  var inputBias: JSONValue = .null
  var otherDetails: JSONValue = .null
}

/// A generation, or what a frame brings of it.
struct GenerationPart: Equatable, Sendable {
  var id: String
  var index: Int
  var created: Int
  var text = ""
  var calls: JSONValue = .null
  var finishReason: String?
  /// Token counts that stand beside the finish reason.
  var counts: JSONObject = [:]
  var safety: JSONValue = .null
  var quality: JSONValue = .null
  var logProbabilities: JSONValue = .null
  var webSearch: JSONValue = .null

  var parameters: JSONValue {
    var parameters: JSONObject = [
      "finish_reason": finishReason.map(JSONValue.string) ?? .null, "refusal": nil,
      "index": JSONValue(index), "logprobs": nil,
    ]
    parameters.merge(counts)
    return .object(parameters)
  }
}
