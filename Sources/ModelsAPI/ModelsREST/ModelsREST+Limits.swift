import Wire

extension ModelsREST {
  /// Every setting that asks for anything, streams, tools and their choice, messages that are more than a
  /// role and texts, and a conversation that is a text to be continued.
  package func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] {
    let settings = SettingDeclaration.unsupported(allBut: [], in: request.settings)
    let others: [(Unsupported.Feature, Bool)] = [
      (.stream, streamed), (.tools, !request.tools.isEmpty), (.toolChoice, request.toolChoice != nil),
      (.messageParts, !request.input.isPlain),
      (.conversationAsCompletion, request.wantsCompletion && request.input.isConversation),
    ]
    return (settings.map { .setting($0) } + others.filter(\.1).map(\.0)).map {
      Unsupported($0, in: .modelsREST)
    }
  }

  /// Parameters for the provider and masking, which belong to a configured model here; empty where neither is
  /// asked for.
  package func limits(of request: EmbeddingRequest) -> [Unsupported] {
    var limits: [Unsupported] = []
    if !request.parameters.members.isEmpty {
      limits.append(Unsupported(.setting(.parameters), in: .modelsREST))
    }
    if request.masksPersonalData != nil {
      limits.append(Unsupported(.setting(.maskPersonalData), in: .modelsREST))
    }
    return limits
  }

  /// The planner's turn, which only the LLM Gateway takes; empty where the feedback names none.
  package func limits(of feedback: Feedback) -> [Unsupported] {
    feedback.turnID == nil ? [] : [Unsupported(.setting(.turnID), in: .modelsREST)]
  }
}
