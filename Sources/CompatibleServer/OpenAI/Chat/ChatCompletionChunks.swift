import ModelsAPI
import Wire

/// A streamed answer as OpenAI writes it: https://platform.openai.com/docs/api-reference/chat-streaming
struct ChatCompletionChunks: EventEncoder {
  /// What was told of one generation.
  private struct Choice {
    var hasBegun = false
    var hasFinished = false
    /// Those whose beginning was told.
    var calls: Set<Int> = []
    /// Those whose name was told: clients would add a second one to the first.
    var named: Set<Int> = []
    /// Those whose arguments have begun.
    var argued: Set<Int> = []
  }

  private let identity: AnswerIdentity
  private var writer: ChunkWriter
  private var choices = [Choice()]
  /// The generation that the events are about.
  private var index = 0
  /// Of the text that comes next.
  private var logProbabilities: JSONValue?

  init(_ identity: AnswerIdentity, tellsUsage: Bool) {
    self.identity = identity
    writer = ChunkWriter("chat.completion.chunk", identity, tellsUsage: tellsUsage)
  }

  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    for event in events { write(event) }
    return writer.take()
  }

  mutating func end() -> [UInt8] {
    for index in choices.indices {
      self.index = index
      finish(nil)
    }
    return writer.end()
  }

  mutating func fail(_ failure: ServerError, requestID: String) -> [UInt8] { writer.fail(failure) }

  private mutating func write(_ event: ReplyEvent) {
    switch event {
    case .choice(let index): choose(index)
    case .text(let text):
      begin(withText: true)
      chunk { $0.member("content", text) }
    case .logProbabilities(let account): logProbabilities = account
    case .toolCall(let fragment):
      begin(withText: false)
      write(fragment)
    case .finished(let reason): finish(reason)
    case .usage(let usage): writer.usage = usage
    case .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func choose(_ index: Int) {
    self.index = index
    while choices.count <= index { choices.append(Choice()) }
  }

  /// Tells the role first, as OpenAI does.
  private mutating func begin(withText: Bool) {
    guard !choices[index].hasBegun else { return }
    choices[index].hasBegun = true
    let account = logProbabilities.take()
    chunk { delta in
      delta.member("role", "assistant")
      delta.member("content", withText ? "" : nil)
    }
    logProbabilities = account
  }

  private mutating func write(_ fragment: ToolCallFragment) {
    let isNew = choices[index].calls.insert(fragment.index).inserted
    let id = isNew ? fragment.id ?? identity.makeID("call_") : nil
    let name = news(fragment) ?? (isNew ? "" : nil)
    if !fragment.arguments.isEmpty { choices[index].argued.insert(fragment.index) }
    chunk { delta in
      delta.name("tool_calls")
      delta.array { list in
        list.object { call in
          call.member("index", fragment.index)
          if let id { call.member("id", id) }
          if isNew { call.member("type", "function") }
          call.object("function") { function in
            if let name { function.member("name", name) }
            function.member("arguments", fragment.arguments)
          }
        }
      }
    }
  }

  /// The call's name, if it was not told before.
  private mutating func news(_ fragment: ToolCallFragment) -> String? {
    guard let name = fragment.name, !name.isEmpty else { return nil }
    return choices[index].named.insert(fragment.index).inserted ? name : nil
  }

  /// A call that came without arguments has an empty object of them.
  private mutating func completeCalls() {
    for call in choices[index].calls.subtracting(choices[index].argued).sorted() {
      write(ToolCallFragment(index: call, arguments: CallArguments.json("")))
    }
  }

  private mutating func finish(_ reason: FinishReason?) {
    guard !choices[index].hasFinished else { return }
    begin(withText: true)
    completeCalls()
    choices[index].hasFinished = true
    chunk(finishReason: FinishReason.openAI(reason, asksForTools: !choices[index].calls.isEmpty)) { _ in }
  }

  private mutating func chunk(finishReason: String? = nil, _ delta: (inout JSONWriter) -> Void) {
    let (index, account) = (index, logProbabilities.take())
    writer.event { writer in
      writer.object { choice in
        choice.member("index", index)
        choice.object("delta", delta)
        choice.name("logprobs")
        if let account { choice.value(account.openAILogProbabilities) } else { choice.null() }
        choice.member("finish_reason", finishReason)
      }
    }
  }
}
