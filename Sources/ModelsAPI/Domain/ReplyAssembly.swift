import Wire

/// Puts the events of a stream together to the answer that they tell.
package struct ReplyAssembly: Sendable {
  /// The answer as far as it was told; its body stays empty.
  package private(set) var reply: Reply
  /// The generation that the events are about.
  private var index = 0
  /// The calls of each generation, by the upstream's numbers.
  private var calls: [[Int: ToolCall]] = [[:]]

  /// An answer of which nothing was told yet.
  ///
  /// - Parameter requestID: Salesforce's handle for support; `nil` where the stream had none.
  package init(requestID: String? = nil) {
    reply = Reply(
      id: nil, generations: [Generation(id: nil, text: "")], usage: nil, answeringModel: nil,
      requestID: requestID, body: [])
  }

  /// The first generation, which is the answer, as far as it was told.
  package var generation: Generation { reply.generations[0] }

  /// Takes in what the stream tells next.
  package mutating func add(_ event: ReplyEvent) {
    switch event {
    case .choice(let index): begin(index)
    case .text(let text): reply.generations[index].text += text
    case .logProbabilities(let more): add(more)
    case .toolCall(let fragment): add(fragment)
    case .usage(let usage): reply.usage = usage
    case .safety(let safety): reply.generations[index].safety = safety
    case .inputSafety(let safety): reply.inputSafety = safety
    case .finished(let reason): reply.generations[index].finishReason = reason
    case .exchange(let id): reply.id = id
    case .generation(let id): reply.generations[index].id = id
    case .model(let model): reply.answeringModel = model
    }
  }

  private mutating func begin(_ index: Int) {
    self.index = index
    while reply.generations.count <= index {
      reply.generations.append(Generation(id: nil, text: ""))
      calls.append([:])
    }
  }

  /// Tokens of the same shape are put one behind the other.
  private mutating func add(_ more: JSONValue) {
    guard case .object(var known)? = reply.generations[index].logProbabilities,
      case .array(let tokens)? = known["content"], case .array(let further)? = more["content"]
    else {
      reply.generations[index].logProbabilities = more
      return
    }
    known["content"] = .array(tokens + further)
    reply.generations[index].logProbabilities = .object(known)
  }

  private mutating func add(_ fragment: ToolCallFragment) {
    var call = calls[index][fragment.index] ?? ToolCall(id: "", name: "", arguments: "")
    call.id = fragment.id ?? call.id
    call.name = fragment.name ?? call.name
    call.arguments += fragment.arguments
    calls[index][fragment.index] = call
    reply.generations[index].toolCalls = calls[index].sorted { $0.key < $1.key }.map(\.value)
  }
}
