import ModelsAPI
import Wire

/// Prints a model's answer as the options want it, then says what is remarkable about it.
struct AnswerPrinter {
  let options: AnswerOptions
  let judge: AnswerJudge
  let notes: Notes

  /// - Parameter asked: the model's API name.
  func print(_ reply: Reply, asked: ModelName, to output: Output) throws {
    guard !reply.generations.isEmpty else { return }
    if options.raw { return try output.write(reply.body) }
    if options.json { return try output.line(JSONValue.object(reply.json(asked: asked)).text) }
    if let extraction = CodeExtraction(options.extraction) {
      return try print(extraction, of: reply, to: output)
    }
    let text = reply.generations.map(\.text).joined(separator: "\n\n")
    // JSON is for copying, too, and must stay JSON.
    guard judge.schema == nil || options.render == true else { return try output.line(text) }
    try output.line(prose: AnswerLook(options).rendered(text, on: output))
  }

  /// An answer whose code cannot be had is shown whole, for it was paid for.
  private func print(_ extraction: CodeExtraction, of reply: Reply, to output: Output) throws {
    do {
      try extraction.print(reply, to: output)
    } catch let failure where !(failure is Output.Failure) {
      for generation in reply.generations { notes.remark(generation.text) }
      throw failure
    }
  }

  /// Says what is remarkable about an answer that has been printed.
  ///
  /// - Throws: ``CommandFailure`` when it does not fit or is not safe.
  func judge(_ reply: Reply) throws {
    guard let answer = reply.generations.first else { return }
    notes.warn(about: reply)
    if options.showSafety { notes.remark(SafetyMessages.summary(of: answer.safety)) }
    try judge.check(reply)
  }
}

extension Notes {
  /// Says so when an answer is not what the model would have said.
  func warn(about reply: Reply) {
    let reasons = reply.generations.compactMap(\.finishReason)
    if let reason = reasons.first(where: \.isTruncation) {
      warn("the answer is cut off: the limit of tokens is reached (\(reason))")
    }
    if let reason = reasons.first(where: \.isFiltering) {
      warn("the answer was filtered by the service (\(reason))")
    }
  }
}

extension Reply {
  /// One object of our own, the same for every API.
  func json(asked: ModelName) -> JSONObject {
    var object: JSONObject = [:]
    object.set("text", generations.first.map { .string($0.text) })
    object["model"] = .string(asked.text)
    object.set("generation_id", generations.first?.id.map { .string($0) })
    object.set("id", id.map { .string($0) })
    object.set("finish_reason", generations.first?.finishReason.map { .string($0.text) })
    object.set("usage", usage?.json)
    object.set("safety", generations.first?.safety?.json)
    object.set("logprobs", generations.first?.logProbabilities)
    object.set("web_search_result", generations.first?.webSearchResult)
    if generations.count > 1 { object["generations"] = .array(generations.map(\.json)) }
    object.set("request_id", requestID.map { .string($0) })
    return object
  }
}

extension Generation {
  fileprivate var json: JSONValue {
    var object: JSONObject = ["text": .string(text)]
    object.set("generation_id", id.map { .string($0) })
    object.set("finish_reason", finishReason.map { .string($0.text) })
    object.set("safety", safety?.json)
    object.set("logprobs", logProbabilities)
    object.set("web_search_result", webSearchResult)
    return .object(object)
  }
}

extension Usage {
  fileprivate var json: JSONValue {
    var object: JSONObject = [:]
    object.set("input_tokens", inputTokens.map { JSONValue($0) })
    object.set("output_tokens", outputTokens.map { JSONValue($0) })
    object.set("total_tokens", totalTokens.map { JSONValue($0) })
    return .object(object)
  }
}

extension Safety {
  fileprivate var json: JSONValue {
    var object: JSONObject = [:]
    object.set("is_detected", isDetected.map { .bool($0) })
    object["scores"] = .object(JSONObject(scores.map { JSONObject.Member($0.category, JSONValue($0.score)) }))
    return .object(object)
  }
}
