extension ModelsRESTHandler {
  /// Finds the answer to a conversation: the script's next turn, else what the prompt's directives ask for, else a
  /// sentence of the org's own.
  func generateAnswer(
    to conversation: PromptConversation, _ model: CatalogueModel, _ incoming: IncomingRequest
  ) async throws(ErrorResponse) -> GeneratedAnswer {
    try conversation.checkSize()
    let worded = WordedRequest(conversation)
    let prompt = conversation.lastText
    let directives = Directives(in: prompt)
    try await generator.refuseIfDirected(by: directives, incoming, model: model.name)
    let scripted = try await generator.scriptedReply(
      for: prompt, canCallTools: !worded.availableTools.callable.isEmpty, incoming)
    let ids = await generator.ids(for: incoming, family: model.family)
    // What a directive replies is said as it stands.
    let isPlain = worded.isPlain || directives.reply != nil
    let text = isPlain ? scripted?.text : worded.answer(of: model, directives, scripted, ids)
    return GeneratedAnswer(
      about: conversation, directives, scripted: text, outputLimit: model.outputLimit, ids: ids)
  }
}
