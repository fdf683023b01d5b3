import ModelsAPI
import Wire

/// Appends the events of a message's stream to bytes.
struct MessageEventWriter {
  private var bytes: [UInt8] = []

  /// What has been written since the last time.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  mutating func event(_ name: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    bytes += "event: ".utf8
    bytes += name.utf8
    bytes += "\ndata: ".utf8
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", name)
      members(&writer)
    }
    bytes += writer.bytes
    bytes += "\n\n".utf8
  }

  mutating func messageStart(_ frame: MessageFrame, inputTokens: Count?) {
    event("message_start") { writer in
      writer.name("message")
      writer.object { writer in
        writer.messageStart(frame)
        writer.name("content")
        writer.array { _ in }
        writer.messageEnd(frame, nil, Usage(inputTokens: inputTokens, outputTokens: 0))
      }
    }
  }

  mutating func textStart(_ index: Int) {
    blockStart(index) { $0.textBlock("") }
  }

  mutating func callStart(_ index: Int, id: String, name: String) {
    blockStart(index) { writer in writer.callBlock(id, name: name) { $0.object { _ in } } }
  }

  private mutating func blockStart(_ index: Int, _ block: (inout JSONWriter) -> Void) {
    event("content_block_start") { writer in
      writer.member("index", index)
      writer.name("content_block")
      writer.object(block)
    }
  }

  mutating func textDelta(_ index: Int, _ text: String) {
    delta(index, #"{"type":"text_delta","text":"#, text)
  }

  mutating func inputDelta(_ index: Int, _ json: String) {
    delta(index, #"{"type":"input_json_delta","partial_json":"#, json)
  }

  // The one event that comes by the hundred is written without a tree or a closure.
  private mutating func delta(_ index: Int, _ opening: StaticString, _ text: String) {
    bytes += "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":".utf8
    bytes += String(index).utf8
    bytes += ",\"delta\":".utf8
    bytes += UnsafeBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount)
    var writer = JSONWriter()
    writer.string(text)
    bytes += writer.bytes
    bytes += "}}\n\n".utf8
  }

  mutating func blockStop(_ index: Int) {
    event("content_block_stop") { $0.member("index", index) }
  }

  /// The counts stand where today's clients read them, and inside `delta` for those that look there.
  mutating func messageDelta(_ frame: MessageFrame, _ stop: StopReason, _ usage: Usage?) {
    event("message_delta") { writer in
      writer.name("delta")
      writer.object { writer in
        writer.stop(stop)
        writer.name("usage")
        writer.object { $0.member("output_tokens", usage?.outputTokens ?? 0) }
      }
      if frame.isBeta { writer.member("context_management", nil) }
      writer.object("usage") { writer in
        writer.counts(usage)
        if frame.isBeta { writer.betaUsage(withSpeed: false) }
      }
    }
  }

  mutating func error(_ error: AnthropicError) {
    bytes += "event: error\ndata: ".utf8
    bytes += error.json
    bytes += "\n\n".utf8
  }
}
