import Wire

/// Puts together the blocks of a message: what the model thinks, what it looks up, what it says, what it calls.
struct MessageBlockBuilder {
  let answer: GatewayAnswer
  let choice: GatewayAnswer.Choice
  let thinking: EmulatedMessageRequest.Thinking

  func blocks(_ ids: inout SplitMix64) -> [EmulatedMessage.Block] {
    var blocks: [EmulatedMessage.Block] = []
    if thinking != .off {
      blocks.append(.thinking(thinking == .shown ? thought : "", signature: ids.letters(88)))
    }
    if let query = answer.searchQuery {
      let id = "srvtoolu_bdrk_01\(ids.letters(22))"
      blocks += [.serverToolUse(id: id, query: query), .searchResult(id: id, query: query)]
    }
    if !choice.text.isEmpty || choice.calls.isEmpty { blocks.append(.text(choice.text)) }
    return blocks
      + choice.calls.map { call in
        .toolUse(.init(id: "toolu_bdrk_01\(ids.letters(22))", name: call.name, arguments: call.arguments))
      }
  }

  private var thought: String {
    choice.calls.isEmpty
      ? "The user wants an answer, and a pretend org needs no long thought for one."
      : "This needs \(choice.calls.map(\.name).joined(separator: " and ")); let me call it."
  }
}

extension GatewayAnswer {
  /// What is looked up in the web before the answer; `nil` for nothing.
  ///
  /// A model that may search does so when it is told to, and when it has no other tool.
  var searchQuery: String? {
    let tools = request.availableTools
    guard tools.searchesWeb, tools.mode != .none, choices[0].calls.isEmpty else { return nil }
    let words = request.conversation.plainWords
    let isTold = tools.isForced || tools.functions.isEmpty || words.lowercased().contains("search")
    guard isTold, request.conversation.toolAnswers.isEmpty else { return nil }
    return WebSearch.query(for: words)
  }
}
