import ModelsAPI
import Wire

/// A whole answer as a message of Anthropic's.
struct MessageAnswer {
  let frame: MessageFrame
  let reply: Reply
  /// The sequence before which this server cut the text.
  let matchedStop: String?

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.messageStart(frame)
      writer.name("content")
      writer.array { write(reply.generations[0], to: &$0) }
      writer.messageEnd(frame, stopReason, reply.usage)
    }
    return writer.bytes
  }

  private var stopReason: StopReason {
    let generation = reply.generations[0]
    return StopReason(
      generation.finishReason, asksForTools: !generation.toolCalls.isEmpty,
      stopSequences: frame.stopSequences, matched: matchedStop)
  }

  private func write(_ generation: Generation, to writer: inout JSONWriter) {
    if !generation.text.isEmpty { writer.object { $0.textBlock(generation.text) } }
    for call in generation.toolCalls {
      writer.object { writer in
        writer.callBlock(frame.identity.callID(call.id), name: call.name) { $0.input(call.arguments) }
      }
    }
  }
}

extension JSONWriter {
  /// The object of a call's arguments.
  ///
  /// A model may write what is no object. Anthropic's documents wrap such a text under `INVALID_JSON`, where the
  /// client's own check of its tool's schema finds it and the model gets another try:
  /// https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
  fileprivate mutating func input(_ arguments: String) {
    if CallArguments.isMissing(arguments) { return object { _ in } }
    let bytes = Array(arguments.utf8)
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
