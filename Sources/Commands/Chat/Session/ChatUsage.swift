import ModelsAPI

/// What a conversation has cost: in its last turn and altogether.
struct ChatUsage: Equatable, Sendable {
  var last: Usage?
  var inputTokens = 0
  var outputTokens = 0

  mutating func add(_ usage: Usage?) {
    last = usage
    inputTokens += usage?.inputTokens ?? 0
    outputTokens += usage?.outputTokens ?? 0
  }
}
