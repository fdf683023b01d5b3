import ModelsAPI
import Wire

/// Turns what a model's stream tells into the events of Anthropic's: a message starts, its blocks open and close one
/// after the other, and at the end stands why it stopped.
///
/// Source: https://platform.claude.com/docs/en/build-with-claude/streaming
struct MessageEvents: EventEncoder {
  static let keepAlive: [UInt8] = {
    var writer = MessageEventWriter()
    writer.event("ping")
    return writer.take()
  }()

  private struct Block {
    enum Kind {
      case text
      case call(id: String, name: String)
    }

    let kind: Kind
    /// What came before the blocks before it were closed.
    var waiting = ""
    /// Of a call's arguments.
    var json = JSONProgress()

    /// Whether nothing more can come, when another block has begun.
    var isComplete: Bool { if case .text = kind { true } else { json.isWhole } }
  }

  private let frame: MessageFrame
  /// Tokens of the request, for the beginning, which comes before anybody has counted them.
  private let estimatedInput: Int
  /// The sequence before which this server cut the text.
  private let matchedStop: String?

  private var writer = MessageEventWriter()
  private var hasStarted = false
  /// Each opens when the one before it is closed: upstreams tell calls in turns, Anthropic's clients want them in order.
  private var blocks: [Block] = []
  /// How many blocks are closed; the next one is open, if there is one.
  private var closed = 0
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
      beginCall(index, id: call.id, name: call.name, arguments: call.arguments)
    }
    while closed < blocks.count { closeBlock() }
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
    if case .text? = blocks.last?.kind {} else { begin(.text) }
    add(text, to: blocks.count - 1)
  }

  private mutating func add(_ fragment: ToolCallFragment) {
    if let block = calls[fragment.index] { return add(fragment.arguments, to: block) }
    // A block begins with id and name; arguments that come before them wait.
    var call = nameless.removeValue(forKey: fragment.index) ?? ToolCall(id: "", name: "", arguments: "")
    call.id = fragment.id ?? call.id
    call.name = fragment.name ?? call.name
    call.arguments += fragment.arguments
    guard !call.name.isEmpty else {
      nameless[fragment.index] = call
      return
    }
    beginCall(fragment.index, id: call.id, name: call.name, arguments: call.arguments)
  }

  private mutating func beginCall(_ index: Int, id: String, name: String, arguments: String) {
    begin(.call(id: frame.identity.callID(id), name: name))
    calls[index] = blocks.count - 1
    add(arguments, to: blocks.count - 1)
  }

  private mutating func begin(_ kind: Block.Kind) {
    blocks.append(Block(kind: kind))
    if closed == blocks.count - 1 { openBlock() } else { closeCompleteBlocks() }
  }

  /// What comes for a block that is closed already is white space behind its JSON.
  private mutating func add(_ more: String, to index: Int) {
    guard !more.isEmpty, index >= closed else { return }
    if case .call = blocks[index].kind { blocks[index].json.read(more) }
    guard index == closed else {
      blocks[index].waiting += more
      return
    }
    write(more, of: blocks[index].kind)
    closeCompleteBlocks()
  }

  private mutating func write(_ more: String, of kind: Block.Kind) {
    switch kind {
    case .text: writer.textDelta(closed, more)
    case .call: writer.inputDelta(closed, more)
    }
  }

  private mutating func openBlock() {
    switch blocks[closed].kind {
    case .text: writer.textStart(closed)
    case .call(let id, let name): writer.callStart(closed, id: id, name: name)
    }
    guard !blocks[closed].waiting.isEmpty else { return }
    write(blocks[closed].waiting, of: blocks[closed].kind)
    blocks[closed].waiting = ""
  }

  private mutating func closeBlock() {
    writer.blockStop(closed)
    closed += 1
    if closed < blocks.count { openBlock() }
  }

  private mutating func closeCompleteBlocks() {
    while closed < blocks.count - 1, blocks[closed].isComplete { closeBlock() }
  }
}

/// How far an object is that comes in pieces.
private struct JSONProgress {
  private var depth = 0
  private var hasBegun = false
  private var isInString = false
  private var isEscaped = false

  /// Whether the object has begun and ended.
  var isWhole: Bool { hasBegun && depth == 0 }

  mutating func read(_ text: String) {
    for byte in text.utf8 { read(byte) }
  }

  private mutating func read(_ byte: UInt8) {
    guard !isInString else { return readInString(byte) }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      depth += 1
      hasBegun = true
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }

  private mutating func readInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else {
      isEscaped = byte == UInt8(ascii: "\\")
      isInString = byte != UInt8(ascii: "\"")
    }
  }
}
