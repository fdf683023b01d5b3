import ModelsAPI

extension ChatRequest {
  /// Moves what stands between calls of tools and their results behind these: agents tell the model something while a
  /// tool runs, and upstreams refuse a result that does not follow its call.
  mutating func moveResultsToCalls() {
    guard case .messages(let messages) = input, messages.contains(where: { !$0.toolCalls.isEmpty }) else {
      return
    }
    var order = ResultOrder(messages)
    for (index, message) in messages.enumerated() { order.add(message, at: index) }
    input = .messages(order.finish())
  }
}

/// Messages in an order in which results follow their calls; all else stays in the order in which it was said.
private struct ResultOrder {
  /// Where the last result of each call stands.
  private let results: [String: Int]
  private var ordered: [Message] = []
  /// What was said while results were still to come.
  private var held: [Message] = []
  /// The turn whose calls are open.
  private var turn: Int?
  private var open: Set<String> = []

  init(_ messages: [Message]) {
    let ids = messages.enumerated().compactMap { index, message in
      message.role == .tool ? message.toolCallID.map { ($0, index) } : nil
    }
    results = Dictionary(ids, uniquingKeysWith: { $1 })
  }

  mutating func add(_ message: Message, at index: Int) {
    // A call that nobody answers any more keeps nothing waiting.
    open = open.filter { results[$0] ?? -1 >= index }
    if open.isEmpty { release() }
    if message.role == .tool, let id = message.toolCallID, open.remove(id) != nil {
      ordered.append(message)
    } else if !message.toolCalls.isEmpty {
      addCalls(message)
    } else if turn != nil {
      held.append(message)
    } else {
      ordered.append(message)
    }
  }

  /// Calls made before others were answered are calls made at once, but for those that have their ids.
  private mutating func addCalls(_ message: Message) {
    let ids = message.toolCalls.map(\.id)
    guard let turn, open.isDisjoint(with: ids) else {
      release()
      ordered.append(message)
      (self.turn, open) = (ordered.count - 1, Set(ids))
      return
    }
    ordered[turn].parts += message.parts
    ordered[turn].toolCalls += message.toolCalls
    open.formUnion(ids)
  }

  mutating func finish() -> [Message] {
    release()
    return ordered
  }

  private mutating func release() {
    ordered += held
    (held, turn) = ([], nil)
  }
}
