import ModelsAPI
import Wire

/// A streamed answer as OpenAI writes it: https://platform.openai.com/docs/api-reference/chat-streaming
struct ChatCompletionChunks: EventEncoder {
  private let identity: AnswerIdentity
  private var writer: ChunkWriter
  private var hasBegun = false
  private var hasFinished = false
  /// Those whose beginning was told.
  private var calls: Set<Int> = []

  init(_ identity: AnswerIdentity, tellsUsage: Bool) {
    self.identity = identity
    writer = ChunkWriter("chat.completion.chunk", identity, tellsUsage: tellsUsage)
  }

  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    for event in events { write(event) }
    return writer.take()
  }

  mutating func end() -> [UInt8] {
    if !hasFinished { finish(nil) }
    return writer.end()
  }

  mutating func fail(_ failure: ServerError, requestID: String) -> [UInt8] { writer.fail(failure) }

  private mutating func write(_ event: ReplyEvent) {
    switch event {
    case .text(let text):
      begin(withText: true)
      chunk { $0.member("content", text) }
    case .toolCall(let fragment):
      begin(withText: false)
      write(fragment)
    case .finished(let reason):
      if !hasFinished { finish(reason) }
    case .usage(let usage): writer.usage = usage
    case .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  /// Tells the role first, as OpenAI does.
  private mutating func begin(withText: Bool) {
    guard !hasBegun else { return }
    hasBegun = true
    chunk { delta in
      delta.member("role", "assistant")
      delta.member("content", withText ? "" : nil)
    }
  }

  private mutating func write(_ fragment: ToolCallFragment) {
    let isNew = calls.insert(fragment.index).inserted
    let id = isNew ? fragment.id ?? identity.makeID("call_") : nil
    chunk { delta in
      delta.name("tool_calls")
      delta.array { list in
        list.object { call in
          call.member("index", fragment.index)
          if let id { call.member("id", id) }
          if isNew { call.member("type", "function") }
          call.object("function") { function in
            if isNew || fragment.name != nil { function.member("name", fragment.name ?? "") }
            function.member("arguments", fragment.arguments)
          }
        }
      }
    }
  }

  private mutating func finish(_ reason: FinishReason?) {
    begin(withText: true)
    hasFinished = true
    chunk(finishReason: FinishReason.openAI(reason, asksForTools: !calls.isEmpty)) { _ in }
  }

  private mutating func chunk(finishReason: String? = nil, _ delta: (inout JSONWriter) -> Void) {
    writer.event { writer in
      writer.object { choice in
        choice.member("index", 0)
        choice.object("delta", delta)
        choice.member("logprobs", nil)
        choice.member("finish_reason", finishReason)
      }
    }
  }
}
