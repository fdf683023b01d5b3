/// An answer as the gateway has generated of it, before it is written for an endpoint.
struct GatewayAnswer: Equatable, Sendable {
  /// One of the generations of an answer.
  struct Choice: Equatable, Sendable {
    var id: String
    var text = ""
    var calls: [EmulatedToolCall] = []
    var finishReason: String
    /// The stop sequence that ended the text.
    var stopSequence: String?
  }

  let request: GatewayRequest
  let directives: Directives
  let ids: GenerationIDs
  let choices: [Choice]
  let usage: TokenUsage

  init(
    to request: GatewayRequest, _ directives: Directives, _ scriptedReply: ScriptedReply?,
    _ ids: GenerationIDs
  ) {
    self.request = request
    self.directives = directives
    self.ids = ids
    let builder = ChoiceBuilder(request: request, directives: directives, scriptedReply: scriptedReply)
    choices = (0..<request.settings.count).map { builder.choice($0, id: ids.generation(number: $0)) }
    usage = TokenUsage(
      input: request.conversation.inputTokens, output: choices.reduce(0) { $0 + $1.tokens })
  }
}

extension GatewayAnswer.Choice {
  fileprivate var tokens: Int {
    calls.reduce(TokenCounter.estimate(text)) { $0 + TokenCounter.estimate($1.arguments) }
  }
}
