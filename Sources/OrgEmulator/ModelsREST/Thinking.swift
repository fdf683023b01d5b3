import HTTPTypes

extension ModelsRESTDesk {
  /// Finds the answer to a conversation: the script's next turn, else what the prompt's directives ask for,
  /// else a sentence of the org's own.
  func think(
    about conversation: Conversation, _ model: CatalogueModel, _ visit: Visit
  ) async throws(Refusal) -> Thought {
    try conversation.checkSize()
    let prompt = conversation.lastText
    let directives = Directives(in: prompt)
    try await refuseIfAsked(directives, visit)
    let scripted = try await scriptedText(for: prompt)
    let fingerprint = fingerprint(of: visit)
    let count = await memory.countOccurrence(of: fingerprint)
    return Thought(
      about: conversation, directives, scripted: scripted, outputLimit: model.outputLimit,
      ids: GenerationIDs(fingerprint.adding(count), family: model.family))
  }

  /// Refuses where the prompt says so: `[[status: 503]]` always, `[[status: 503 once]]` the first time it is
  /// asked.
  func refuseIfAsked(_ directives: Directives, _ visit: Visit) async throws(Refusal) {
    guard let status = directives.status else { return }
    if directives.isStatusOnce {
      let count = await memory.countOccurrence(of: fingerprint(of: visit).adding(status.code))
      guard count == 1 else { return }
    }
    throw Fault(status: status).refusal
  }

  private func scriptedText(for prompt: String) async throws(Refusal) -> String? {
    switch await memory.nextTurn(for: prompt)?.outcome {
    case nil: return nil
    case .reply(let text): return text
    case .refusal(let status, let retryAfter): throw Fault(status: status, retryAfter: retryAfter).refusal
    }
  }

  /// The same for the same request, whatever came between.
  private func fingerprint(of visit: Visit) -> Fingerprint {
    Fingerprint(configuration.seed).adding(visit.path.joined(separator: "/").utf8).adding(visit.body)
  }
}
