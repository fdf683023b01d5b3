import ModelsAPI
import Wire

/// Turns what a model's stream tells into the events of Anthropic's: a message starts, its blocks open and close one
/// after the other, and at the end stands why it stopped.
///
/// Source: https://platform.claude.com/docs/en/build-with-claude/streaming
struct MessageEvents: EventEncoder {
  private enum Block { case none, text, call }

  private let frame: MessageFrame
  /// Tokens of the request, for the beginning, which comes before anybody has counted them.
  private let estimatedInput: Int
  /// The sequence before which this server cut the text.
  private let matchedStop: String?

  private var writer = MessageEventWriter()
  private var hasStarted = false
  private var open = Block.none
  /// How many blocks have been opened.
  private var count = 0
  /// The index of each call's block.
  private var calls: [Int: Int] = [:]
  /// Calls whose name has not been told yet.
  private var nameless: [Int: ToolCall] = [:]
  private var usage: Usage?
  private var reason: FinishReason?

  init(_ frame: MessageFrame, estimatedInput: Int = 0, matchedStop: String? = nil) {
    self.frame = frame
    self.estimatedInput = estimatedInput
    self.matchedStop = matchedStop
  }

  /// All events that these bring, as one piece.
  mutating func piece(_ events: [ReplyEvent]) -> [UInt8] {
    start(with: events)
    for event in events { read(event) }
    return writer.take()
  }

  /// The events behind the last one of a complete answer.
  ///
  /// The counts may come after the reason, hence not earlier.
  mutating func end() -> [UInt8] {
    start(with: [])
    for (index, call) in nameless.sorted(by: { $0.key < $1.key }) {
      openCall(index, id: call.id, name: call.name, arguments: call.arguments)
    }
    close()
    let stop = StopReason(
      reason, asksForTools: !calls.isEmpty, stopSequences: frame.stopSequences, matched: matchedStop)
    writer.messageDelta(frame, stop, usage)
    writer.event("message_stop")
    return writer.take()
  }

  /// What is left to say when the answer breaks off.
  mutating func fail(_ failure: ServerError, requestID: String) -> [UInt8] {
    writer.error(AnthropicError(failure, requestID: requestID))
    return writer.take()
  }

  private mutating func start(with events: [ReplyEvent]) {
    guard !hasStarted else { return }
    hasStarted = true
    for case .usage(let known) in events { usage = known }
    writer.messageStart(frame, inputTokens: usage?.inputTokens ?? Count(clamping: estimatedInput))
    writer.event("ping")
  }

  private mutating func read(_ event: ReplyEvent) {
    switch event {
    case .text(let text): add(text)
    case .toolCall(let fragment): add(fragment)
    case .usage(let usage): self.usage = usage
    case .finished(let reason): self.reason = reason
    // One answer is asked for, and no account of its tokens.
    case .choice, .logProbabilities, .safety, .inputSafety, .exchange, .generation, .model: break
    }
  }

  private mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    if open != .text {
      close()
      writer.textStart(count)
      count += 1
      open = .text
    }
    writer.textDelta(count - 1, text)
  }

  private mutating func add(_ fragment: ToolCallFragment) {
    if let block = calls[fragment.index] {
      if !fragment.arguments.isEmpty { writer.inputDelta(block, fragment.arguments) }
      return
    }
    // A block begins with id and name; arguments that come before them wait.
    var call = nameless.removeValue(forKey: fragment.index) ?? ToolCall(id: "", name: "", arguments: "")
    call.id = fragment.id ?? call.id
    call.name = fragment.name ?? call.name
    call.arguments += fragment.arguments
    guard !call.name.isEmpty else {
      nameless[fragment.index] = call
      return
    }
    openCall(fragment.index, id: call.id, name: call.name, arguments: call.arguments)
  }

  private mutating func openCall(_ index: Int, id: String, name: String, arguments: String) {
    close()
    calls[index] = count
    open = .call
    writer.callStart(count, id: frame.identity.callID(id), name: name)
    if !arguments.isEmpty { writer.inputDelta(count, arguments) }
    count += 1
  }

  private mutating func close() {
    guard open != .none else { return }
    writer.blockStop(count - 1)
    open = .none
  }
}
