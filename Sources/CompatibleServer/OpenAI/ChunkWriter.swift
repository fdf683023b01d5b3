import ModelsAPI
import Wire

/// Writes the events of OpenAI's older streams: each has one choice, and the cost may stand at the end.
struct ChunkWriter {
  var usage: Usage?
  private let tellsUsage: Bool
  /// What all events have before their choice, and behind it.
  private let opening: [UInt8]
  private let closing: [UInt8]
  private var writer = JSONWriter()

  init(_ object: String, _ identity: AnswerIdentity, tellsUsage: Bool) {
    self.tellsUsage = tellsUsage
    opening = Self.opening(object, identity)
    closing = Array((tellsUsage ? "],\"usage\":null}\n\n" : "]}\n\n").utf8)
  }

  mutating func event(_ choice: (inout JSONWriter) -> Void) {
    writer.frame(opening)
    choice(&writer)
    writer.frame(closing)
  }

  /// What was written since the last time.
  mutating func take() -> [UInt8] {
    defer { writer = JSONWriter() }
    return writer.bytes
  }

  /// The same, and what stands behind a complete answer.
  mutating func end() -> [UInt8] {
    if tellsUsage, let usage { write(usage) }
    writer.frame("data: [DONE]\n\n".utf8)
    return take()
  }

  /// What stands behind an answer that broke off.
  mutating func fail(_ failure: ServerError) -> [UInt8] {
    writer.frame("data: ".utf8)
    OpenAIError(failure).write(to: &writer)
    writer.frame("\n\n".utf8)
    return take()
  }

  /// The event that tells what an answer cost has no choice.
  private mutating func write(_ usage: Usage) {
    writer.frame(opening)
    writer.frame("],\"usage\":".utf8)
    usage.writeOpenAI(to: &writer)
    writer.frame("}\n\n".utf8)
  }

  private static func opening(_ object: String, _ identity: AnswerIdentity) -> [UInt8] {
    var writer = JSONWriter()
    writer.frame("data: ".utf8)
    writer.object { chunk in
      chunk.member("id", identity.id)
      chunk.member("object", object)
      chunk.member("created", identity.created)
      chunk.member("model", identity.model)
      chunk.member("service_tier", "default")
    }
    return writer.bytes.dropLast() + Array(",\"choices\":[".utf8)
  }
}
