/// Puts the events of a stream together to the answer that they tell.
package struct ReplyAssembly: Sendable {
  package private(set) var reply: Reply
  private var calls: [Int: ToolCall] = [:]

  package init(requestID: String? = nil) {
    reply = Reply(
      id: nil, generations: [Generation(id: nil, text: "")], usage: nil, answeringModel: nil,
      requestID: requestID, body: [])
  }

  package var generation: Generation { reply.generations[0] }

  package mutating func add(_ event: ReplyEvent) {
    switch event {
    case .text(let text): reply.generations[0].text += text
    case .toolCall(let fragment): add(fragment)
    case .usage(let usage): reply.usage = usage
    case .safety(let safety): reply.generations[0].safety = safety
    case .inputSafety(let safety): reply.inputSafety = safety
    case .finished(let reason): reply.generations[0].finishReason = reason
    case .exchange(let id): reply.id = id
    case .generation(let id): reply.generations[0].id = id
    case .model(let model): reply.answeringModel = model
    }
  }

  private mutating func add(_ fragment: ToolCallFragment) {
    var call = calls[fragment.index] ?? ToolCall(id: "", name: "", arguments: "")
    call.id = fragment.id ?? call.id
    call.name = fragment.name ?? call.name
    call.arguments += fragment.arguments
    calls[fragment.index] = call
    reply.generations[0].toolCalls = calls.sorted { $0.key < $1.key }.map(\.value)
  }
}
