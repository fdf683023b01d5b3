extension GatewayHandler {
  /// Finds the answer: the script's next turn, else what the prompt's directives ask for, else one of the org's own.
  func think(about request: GatewayRequest, _ incoming: IncomingRequest) async throws(ErrorResponse) -> GatewayAnswer {
    if request.masksData { try request.conversation.checkSize() }
    let prompt = request.conversation.lastText
    let directives = Directives(in: prompt)
    try await generator.obey(directives, incoming)
    let speech = try await generator.speech(for: prompt, canCallTools: !request.toolbox.callable.isEmpty)
    return GatewayAnswer(
      to: request, directives, speech, await generator.ids(for: incoming, family: request.model.family))
  }
}
