import Wire

extension GatewayAnswer {
  /// The whole answer at once.
  var whole: AnswerFrame {
    AnswerFrame(
      id: ids.response, generations: choices.indices.map(wholePart),
      parameters: parameters("chat.completion", usage), inputSafety: inputSafety, inputBias: inputBias,
      otherDetails: otherDetails)
  }

  func parameters(_ object: String, _ usage: TokenUsage?) -> JSONValue {
    guard directives.hasParameters else { return .null }
    return ids.parameters(of: request.model, object: object, usage: usage)
  }

  /// A generation of which nothing has come yet.
  func emptyPart(_ index: Int) -> GenerationPart {
    GenerationPart(id: choices[index].id, index: index, created: ids.created)
  }

  private func wholePart(_ index: Int) -> GenerationPart {
    var part = scored(emptyPart(index))
    let calls = choices[index].calls.enumerated().map { $1.json(index: $0) }
    part.text = choices[index].text
    part.calls = calls.isEmpty ? .null : .array(calls)
    finish(&part)
    part.logProbabilities = logProbabilities(of: part.text)
    return part
  }

  /// Adds what only the last words of a generation bring.
  func finish(_ part: inout GenerationPart) {
    part.finishReason = choices[part.index].finishReason
    part.counts = request.model.family.generationUsage(usage)
    guard request.availableTools.searchesWeb, choices[part.index].calls.isEmpty else { return }
    part.webSearch = WebSearch.result(for: request.conversation.lastText)
  }

  func logProbabilities(of text: String) -> JSONValue {
    request.logProbabilities.map { LogProbabilities(of: text, alternatives: $0).json } ?? .null
  }

  private var otherDetails: JSONValue {
    guard request.showsMaskedData else { return .null }
    return ["masked_data_details": request.masksData ? MaskedData(in: request.conversation).json : []]
  }
}

extension GatewayAnswer {
  /// The scores of a whole generation.
  func scored(_ part: GenerationPart) -> GenerationPart {
    var part = part
    part.safety = request.scoring.outputSafety ? scores.safety : .null
    part.quality = scores.quality(request.scoring)
    return part
  }

  var inputSafety: JSONValue { request.scoring.inputSafety ? scores.safety : .null }
  var inputBias: JSONValue { request.scoring.inputBias ? scores.bias : .null }

  private var scores: SafetyScores {
    SafetyScores(isToxic: directives.isToxic, isKnown: directives.hasToxicityScan)
  }
}
