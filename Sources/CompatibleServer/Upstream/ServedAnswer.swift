import ModelsAPI

/// A whole answer, and what of the request did not count.
struct ServedAnswer {
  var reply: Reply
  /// Settings that were left out, in the clients' words (`temperature`, `max_tokens` …).
  var ignored: [String]
  /// The sequence before which this server cut the text.
  var stopSequence: String? = nil
}

extension Reply {
  /// The first answer as a stream would have told it.
  var events: [ReplyEvent] {
    let generation = generations[0]
    var events: [ReplyEvent] = []
    if let id { events.append(.exchange(id: id)) }
    if let answeringModel { events.append(.model(answeringModel)) }
    if let id = generation.id { events.append(.generation(id: id)) }
    if let inputSafety { events.append(.inputSafety(inputSafety)) }
    if !generation.text.isEmpty { events.append(.text(generation.text)) }
    events += generation.toolCalls.enumerated().map { index, call in
      .toolCall(ToolCallFragment(index: index, id: call.id, name: call.name, arguments: call.arguments))
    }
    if let safety = generation.safety { events.append(.safety(safety)) }
    if let usage { events.append(.usage(usage)) }
    events.append(.finished(generation.finishReason ?? FinishReason("stop")))
    return events
  }
}
