import Wire

extension ModelsREST {
  package func limits(of request: ChatRequest, streamed: Bool) -> [Unsupported] {
    let settings = SettingDeclaration.unsupported(in: \.modelsREST, request.settings)
    let others: [(Unsupported.Feature, Bool)] = [
      (.stream, streamed), (.tools, !request.tools.isEmpty), (.toolChoice, request.toolChoice != nil),
      (.messageParts, !request.input.isPlain),
      (.conversationAsCompletion, request.wantsCompletion && request.input.isConversation),
    ]
    return (settings.map { .setting($0) } + others.filter(\.1).map(\.0)).map {
      Unsupported($0, in: .modelsREST)
    }
  }

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

  package func limits(of feedback: Feedback) -> [Unsupported] {
    feedback.turnID == nil ? [] : [Unsupported(.setting(.turnID), in: .modelsREST)]
  }
}
