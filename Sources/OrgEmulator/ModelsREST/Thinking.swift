extension ModelsRESTDesk {
  /// Finds the answer to a conversation: the script's next turn, else what the prompt's directives ask for, else a
  /// sentence of the org's own.
  func think(
    about conversation: Conversation, _ model: CatalogueModel, _ visit: Visit
  ) async throws(Refusal) -> Thought {
    try conversation.checkSize()
    let prompt = conversation.lastText
    let directives = Directives(in: prompt)
    try await mind.obey(directives, visit)
    let scripted = try await scriptedText(for: prompt)
    return Thought(
      about: conversation, directives, scripted: scripted, outputLimit: model.outputLimit,
      ids: await mind.ids(for: visit, family: model.family))
  }

  private func scriptedText(for prompt: String) async throws(Refusal) -> String? {
    guard case .text(let text) = try await mind.speech(for: prompt, canCallTools: false) else { return nil }
    return text
  }
}
