extension GatewayDesk {
  /// Finds the answer: the script's next turn, else what the prompt's directives ask for, else one of the org's own.
  func think(about request: GatewayRequest, _ visit: Visit) async throws(Refusal) -> GatewayAnswer {
    if request.masksData { try request.conversation.checkSize() }
    let prompt = request.conversation.lastText
    let directives = Directives(in: prompt)
    try await mind.obey(directives, visit)
    let speech = try await mind.speech(for: prompt, canCallTools: !request.toolbox.callable.isEmpty)
    return GatewayAnswer(
      to: request, directives, speech, await mind.ids(for: visit, family: request.model.family))
  }
}
