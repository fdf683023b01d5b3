import ModelsAPI
import Wire

/// A streamed answer as OpenAI writes it: each event has the form of a whole one.
struct TextCompletionChunks: EventEncoder {
  private var writer: ChunkWriter
  /// What stands before the answer, until it was told.
  private var echo: String
  private var hasFinished = false

  init(_ identity: AnswerIdentity, echo: String, tellsUsage: Bool) {
    self.echo = echo
    writer = ChunkWriter("text_completion", identity, tellsUsage: tellsUsage)
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
    case .text(let text): chunk(text)
    case .finished(let reason):
      if !hasFinished { finish(reason) }
    case .usage(let usage): writer.usage = usage
    case .toolCall, .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func finish(_ reason: FinishReason?) {
    hasFinished = true
    chunk("", finishReason: FinishReason.openAI(reason, asksForTools: false))
  }

  private mutating func chunk(_ text: String, finishReason: String? = nil) {
    let text = echo + text
    writer.event { TextCompletion.write(text, 0, finishReason: finishReason, to: &$0) }
    echo = ""
  }
}
