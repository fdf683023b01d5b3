import ModelsAPI
import Wire

/// A streamed answer as OpenAI writes it: each event has the form of a whole one.
struct TextCompletionChunks: EventEncoder {
  /// What is still to be told of one generation.
  private struct Choice {
    /// What stands before the answer, until it was told.
    var echo: String
    var columns: TextLogProbabilities
    var hasFinished = false

    init(echo: String) {
      self.echo = echo
      columns = TextLogProbabilities(after: echo)
    }
  }

  private var writer: ChunkWriter
  private var choices: [Choice]
  /// The generation that the events are about.
  private var index = 0
  /// Of the text that comes next.
  private var logProbabilities: JSONValue?

  /// - Parameters:
  ///   - echoes: what stands before the answers to each of the prompts.
  ///   - generations: how many answers each prompt gets.
  init(_ identity: AnswerIdentity, echoes: [String], generations: Int = 1, tellsUsage: Bool) {
    choices = echoes.flatMap { Array(repeating: Choice(echo: $0), count: generations) }
    writer = ChunkWriter("text_completion", identity, tellsUsage: tellsUsage)
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
    // An upstream may not tell more answers than it was asked for.
    case .choice(let index): self.index = min(index, choices.count - 1)
    case .text(let text): chunk(text)
    case .logProbabilities(let account): logProbabilities = account
    case .finished(let reason): finish(reason)
    case .usage(let usage): writer.usage = usage
    case .toolCall, .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func finish(_ reason: FinishReason?) {
    guard !choices[index].hasFinished else { return }
    choices[index].hasFinished = true
    chunk("", finishReason: FinishReason.openAI(reason, asksForTools: false))
  }

  private mutating func chunk(_ text: String, finishReason: String? = nil) {
    let index = index
    let text = choices[index].echo + text
    choices[index].echo = ""
    let account = logProbabilities.take()
    let columns = account.map { choices[index].columns.columns(of: $0) } ?? .null
    writer.event {
      TextCompletion.write(text, index, logProbabilities: columns, finishReason: finishReason, to: &$0)
    }
  }
}
