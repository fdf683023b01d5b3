import ModelsAPI

/// Names of functions that upstreams do not take, and those that stand for them there: groups and servers of tools lend
/// their names to their tools', which become longer than 64 letters, and not every letter is taken.
struct ToolNames {
  /// What stands for a name, by the client's.
  private var upstream: [String: String] = [:]
  private var client: [String: String] = [:]

  /// Finds such names among a request's functions and earlier calls.
  init(_ request: ChatRequest) {
    for tool in request.tools { if case .function(let function) = tool { add(function.name) } }
    guard case .messages(let messages) = request.input else { return }
    for message in messages { for call in message.toolCalls { add(call.name) } }
  }

  var isEmpty: Bool { upstream.isEmpty }

  /// A name as upstreams take it. The same name always becomes the same, for a conversation tells it again and again.
  static func upstreamName(_ name: String) -> String {
    let plain = name.functionName
    return plain == name ? name : "\(plain.prefix(mostLetters))_\(hash(name))"
  }

  private mutating func add(_ name: String) {
    let other = Self.upstreamName(name)
    guard other != name else { return }
    (upstream[name], client[other]) = (other, name)
  }

  private static let mostLetters = 55

  /// Eight letters that tell names apart which begin alike (FNV-1a).
  private static func hash(_ name: String) -> String {
    let hash = name.utf8.reduce(into: UInt64(0xCBF2_9CE4_8422_2325)) { hash, byte in
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let digits = String(hash >> 32, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension ToolNames {
  /// Names the functions as upstreams take them.
  func shorten(in request: inout ChatRequest) {
    guard !isEmpty else { return }
    request.tools = request.tools.map { tool in
      guard case .function(var function) = tool else { return tool }
      function.name = upstream[function.name] ?? function.name
      return .function(function)
    }
    if let allowed = request.toolChoice?.allowed {
      request.toolChoice?.allowed = allowed.map { upstream[$0] ?? $0 }
    }
    guard case .messages(let messages) = request.input else { return }
    request.input = .messages(messages.map(shortened))
  }

  private func shortened(_ message: Message) -> Message {
    var message = message
    for index in message.toolCalls.indices {
      let name = message.toolCalls[index].name
      message.toolCalls[index].name = upstream[name] ?? name
    }
    return message
  }

  /// Names the functions of an answer as the client knows them.
  func restore(in generation: inout Generation) {
    for index in generation.toolCalls.indices {
      let name = generation.toolCalls[index].name
      generation.toolCalls[index].name = client[name] ?? name
    }
  }

  /// Names the functions of a stream as the client knows them.
  func restored(_ events: [ReplyEvent]) -> [ReplyEvent] {
    guard !isEmpty else { return events }
    return events.map { event in
      guard case .toolCall(var fragment) = event, let name = fragment.name else { return event }
      fragment.name = client[name] ?? name
      return .toolCall(fragment)
    }
  }
}
