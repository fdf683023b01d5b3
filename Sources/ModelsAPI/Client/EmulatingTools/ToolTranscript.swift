import Wire

/// A conversation with tools, told in words: calls in the protocol's own form, results between marks.
struct ToolTranscript {
  private(set) var messages: [Message] = []
  /// Whether there was anything to tell.
  private(set) var isNeeded = false
  /// What was called last, and in which order.
  private var calls: [ToolCall] = []
  /// Results that have not been told, in the order in which they were given.
  private var results: [Message] = []

  init(_ conversation: [Message]) {
    for message in conversation { add(message) }
    flush()
  }

  private mutating func add(_ message: Message) {
    switch message.role {
    case .tool:
      results.append(message)
    case .assistant where !message.toolCalls.isEmpty:
      flush()
      isNeeded = true
      calls = message.toolCalls
      messages.append(Self.told(message))
    case .user where !results.isEmpty:
      // One turn of the user's, as many models want turns to alternate.
      flush()
      messages[messages.count - 1].parts += [.text("\n\n")] + message.parts
    case .assistant, .user, .system:
      flush()
      messages.append(message)
    }
  }

  private mutating func flush() {
    guard !results.isEmpty else { return }
    isNeeded = true
    let inOrder = results.enumerated().sorted {
      (place($0.element), $0.offset) < (place($1.element), $1.offset)
    }
    let told = inOrder.map { parts(telling: $0.element) }
    messages.append(Message(.user, parts: Array(told.joined(separator: [.text("\n\n")]))))
    results = []
  }

  private func place(_ result: Message) -> Int {
    calls.firstIndex { $0.id == result.toolCallID } ?? calls.count
  }

  private func parts(telling result: Message) -> [Message.Part] {
    let name = calls.first { $0.id == result.toolCallID }?.name ?? result.name ?? "unknown"
    return [.text("<tool_result tool=\"\(name)\">\n")] + result.parts + [.text("\n</tool_result>")]
  }

  private static func told(_ message: Message) -> Message {
    var object = JSONObject()
    if !message.content.isEmpty { object["text"] = .string(message.content) }
    object["tool_calls"] = .array(message.toolCalls.map(told))
    let others = message.parts.filter { if case .text = $0 { false } else { true } }
    return Message(.assistant, parts: [.text(JSONValue.object(object).text)] + others)
  }

  private static func told(_ call: ToolCall) -> JSONValue {
    let arguments = (try? JSONValue(decoding: call.arguments)) ?? .string(call.arguments)
    return ["name": .string(call.name), "arguments": arguments]
  }
}
