import ModelsAPI
import Wire

/// A whole answer as a message of Anthropic's.
struct MessageAnswer {
  let identity: AnswerIdentity
  let reply: Reply
  /// Those of the request.
  let stopSequences: [String]
  /// The sequence before which this server cut the text.
  let matchedStop: String?

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.messageStart(identity)
      writer.name("content")
      writer.array { write(reply.generations[0], to: &$0) }
      writer.stop(stopReason)
      writer.name("usage")
      writer.usage(reply.usage)
    }
    return writer.bytes
  }

  private var stopReason: StopReason {
    let generation = reply.generations[0]
    return StopReason(
      generation.finishReason, asksForTools: !generation.toolCalls.isEmpty,
      stopSequences: stopSequences, matched: matchedStop)
  }

  private func write(_ generation: Generation, to writer: inout JSONWriter) {
    if !generation.text.isEmpty {
      writer.object { writer in
        writer.member("type", "text")
        writer.member("text", generation.text)
      }
    }
    for call in generation.toolCalls { write(call, to: &writer) }
  }

  private func write(_ call: ToolCall, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", "tool_use")
      writer.member("id", call.id.isEmpty ? identity.makeID("toolu_") : call.id)
      writer.member("name", call.name)
      writer.name("input")
      writer.input(call.arguments)
    }
  }
}

extension JSONWriter {
  /// What every message begins with.
  mutating func messageStart(_ identity: AnswerIdentity) {
    member("id", identity.id)
    member("type", "message")
    member("role", "assistant")
    member("model", identity.model)
  }

  mutating func stop(_ reason: StopReason?) {
    member("stop_reason", reason?.word)
    member("stop_sequence", reason?.sequence)
  }

  /// Counts that nobody told are 0, for clients insist on numbers. Nothing is cached here.
  mutating func usage(_ usage: Usage?) {
    object { writer in
      writer.member("input_tokens", usage?.inputTokens ?? 0)
      writer.member("cache_creation_input_tokens", 0)
      writer.member("cache_read_input_tokens", 0)
      writer.member("output_tokens", usage?.outputTokens ?? 0)
    }
  }

  /// The object of a call's arguments.
  ///
  /// A model may write what is no object. Anthropic's documents wrap such a text under `INVALID_JSON`, where the
  /// client's own check of its tool's schema finds it and the model gets another try:
  /// https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
  fileprivate mutating func input(_ arguments: String) {
    let bytes = Array(arguments.utf8)
    if bytes.allSatisfy({ $0 <= 0x20 }) || arguments == "null" { return object { _ in } }
    guard let range = Self.object(in: bytes) else {
      return object { $0.member("INVALID_JSON", arguments) }
    }
    raw(bytes[range])
  }

  /// Where the one object stands that the bytes are.
  private static func object(in bytes: [UInt8]) -> Range<Int>? {
    var reader = JSONReader(bytes)
    do {
      guard try reader.kind() == .object else { return nil }
      let range = try reader.skip()
      try reader.end()
      return range
    } catch {
      // What is wrong with it does not matter: the client gets it as it is.
      return nil
    }
  }
}
