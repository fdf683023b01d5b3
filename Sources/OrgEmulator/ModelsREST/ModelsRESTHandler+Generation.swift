extension ModelsRESTHandler {
  /// Finds the answer to a conversation: the script's next turn, else what the prompt's directives ask for, else a
  /// sentence of the org's own.
  func generateAnswer(
    to conversation: PromptConversation, _ model: CatalogueModel, _ incoming: IncomingRequest
  ) async throws(ErrorResponse) -> GeneratedAnswer {
    try conversation.checkSize()
    let prompt = conversation.lastText
    let directives = Directives(in: prompt)
    try await generator.refuseIfDirected(by: directives, incoming)
    let scripted = try await scriptedText(for: prompt)
    return GeneratedAnswer(
      about: conversation, directives, scripted: scripted, outputLimit: model.outputLimit,
      ids: await generator.ids(for: incoming, family: model.family))
  }

  private func scriptedText(for prompt: String) async throws(ErrorResponse) -> String? {
    guard case .text(let text) = try await generator.scriptedReply(for: prompt, canCallTools: false) else {
      return nil
    }
    return text
  }
}
