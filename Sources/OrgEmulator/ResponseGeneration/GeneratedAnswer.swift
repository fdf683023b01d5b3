import Wire

/// An answer as the org has generated of it, before it is spelled for an API.
struct GeneratedAnswer: Equatable, Sendable {
  let text: String
  let isTruncated: Bool
  let usage: TokenUsage
  let ids: GenerationIDs
  private let directives: Directives

  init(
    about conversation: PromptConversation, _ directives: Directives, scripted: String?, outputLimit: Int,
    ids: GenerationIDs
  ) {
    let whole = scripted ?? directives.reply
    let words = whole == nil ? directives.words.map { PlaceholderText.words($0, atMost: outputLimit) } : nil
    text = whole ?? words?.text ?? CannedReplies.answer(to: conversation)
    isTruncated = words?.isTruncated ?? false
    usage = TokenUsage(input: conversation.inputTokens, output: TokenCounter.estimate(text))
    self.ids = ids
    self.directives = directives
  }

  var contentQuality: JSONValue {
    ["scanToxicity": directives.hasToxicityScan ? Toxicity.scan(isToxic: directives.isToxic) : nil]
  }

  /// The parameters of the generation itself.
  func choiceParameters(_ model: CatalogueModel) -> JSONObject {
    var parameters: JSONObject = [
      "finish_reason": .string(model.family.finishReason(isTruncated: isTruncated)),
      "index": 0, "logprobs": nil, "refusal": nil,
    ]
    parameters.merge(model.family.generationUsage(usage))
    return parameters
  }

  /// The parameters of the whole answer: the provider, its model and the usage in its spelling.
  func parameters(_ model: CatalogueModel) -> JSONValue {
    guard directives.hasParameters else { return .null }
    return ids.parameters(of: model, object: "chat.completion", usage: usage)
  }
}
