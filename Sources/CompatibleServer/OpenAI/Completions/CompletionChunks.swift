import ModelsAPI
import Wire

/// A streamed answer as OpenAI writes it: each event has the form of a whole one.
struct CompletionChunks: StreamedAnswer {
  private let tellsUsage: Bool
  private let opening: [UInt8]
  private let closing: [UInt8]
  private var writer = JSONWriter()
  /// What stands before the answer, until it was told.
  private var echo: String
  private var hasFinished = false
  private var usage: Usage?

  init(_ identity: AnswerIdentity, echo: String, tellsUsage: Bool) {
    self.echo = echo
    self.tellsUsage = tellsUsage
    opening = ChunkFrame.opening("text_completion", identity)
    closing = Array((tellsUsage ? "],\"usage\":null}\n\n" : "]}\n\n").utf8)
  }

  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    for event in events { write(event) }
    defer { writer = JSONWriter() }
    return writer.bytes
  }

  mutating func end() -> [UInt8] {
    if !hasFinished { finish(nil) }
    if tellsUsage, let usage { ChunkFrame.write(usage, behind: opening, to: &writer) }
    writer.frame(ChunkFrame.done)
    return writer.bytes
  }

  private mutating func write(_ event: ReplyEvent) {
    switch event {
    case .text(let text): chunk(text)
    case .finished(let reason):
      if !hasFinished { finish(reason) }
    case .usage(let usage): self.usage = usage
    case .toolCall, .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func finish(_ reason: FinishReason?) {
    hasFinished = true
    chunk("", finishReason: FinishReason.openAI(reason, asksForTools: false))
  }

  private mutating func chunk(_ text: String, finishReason: String? = nil) {
    writer.frame(opening)
    Completion.write(echo + text, 0, finishReason: finishReason, to: &writer)
    writer.frame(closing)
    echo = ""
  }
}
