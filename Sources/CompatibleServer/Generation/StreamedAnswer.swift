import ModelsAPI

/// The events of an answer as they should have come: calls and fences are mended, and what nobody counted is estimated.
struct StreamedAnswer {
  private let chats: [ChatRequest]
  private let tellsUsage: Bool
  private var calls = ToolCallMending()
  private var usage = StreamedUsage()
  /// Of each generation; empty where no JSON was demanded.
  private var fences: [Int: FenceRemoval] = [:]
  private let demandsJSON: Bool
  private var generation = 0

  init(to request: some GenerationRequest) {
    chats = request.chats
    tellsUsage = request.tellsUsage
    demandsJSON = chats[0].demandsJSON
  }

  mutating func mend(_ read: [ReplyEvent]) -> [ReplyEvent] {
    let events = calls.mend(read)
    for event in events { usage.read(event) }
    return demandsJSON ? events.flatMap { unfenced($0) } : events
  }

  /// What is left to tell, and whether it holds an estimate that clients see.
  mutating func end() -> (events: [ReplyEvent], tellsEstimate: Bool) {
    var events = calls.end()
    for event in events { usage.read(event) }
    for (generation, fence) in fences.sorted(by: { $0.key < $1.key }) {
      var fence = fence
      let rest = fence.end()
      if !rest.isEmpty { events += [.choice(generation), .text(rest)] }
    }
    guard let estimate = usage.estimate(of: chats) else { return (events, false) }
    return (events + [.usage(estimate)], tellsUsage)
  }

  private mutating func unfenced(_ event: ReplyEvent) -> [ReplyEvent] {
    switch event {
    case .choice(let index): generation = index
    case .text(let text):
      let rest = fences[generation, default: FenceRemoval()].text(text)
      return rest.isEmpty ? [] : [.text(rest)]
    case .finished:
      let rest = fences[generation]?.end() ?? ""
      return rest.isEmpty ? [event] : [.text(rest), event]
    case .logProbabilities, .toolCall, .usage, .safety, .inputSafety, .exchange, .generation, .model: break
    }
    return [event]
  }
}
