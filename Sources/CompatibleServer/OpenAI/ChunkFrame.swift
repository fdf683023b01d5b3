import ModelsAPI
import Wire

/// What the events of OpenAI's streams have in common.
enum ChunkFrame {
  static let done = Array("data: [DONE]\n\n".utf8)

  /// All of an event before its first choice.
  static func opening(_ object: String, _ identity: AnswerIdentity) -> [UInt8] {
    var writer = JSONWriter()
    writer.frame("data: ".utf8)
    writer.object { chunk in
      chunk.member("id", identity.id)
      chunk.member("object", object)
      chunk.member("created", identity.created)
      chunk.member("model", identity.model)
      chunk.member("service_tier", "default")
      chunk.member("system_fingerprint", nil)
    }
    return writer.bytes.dropLast() + Array(",\"choices\":[".utf8)
  }

  /// The event that tells what an answer cost; it has no choice.
  static func write(_ usage: Usage, behind opening: [UInt8], to writer: inout JSONWriter) {
    writer.frame(opening)
    writer.frame("],\"usage\":".utf8)
    usage.writeOpenAI(to: &writer)
    writer.frame("}\n\n".utf8)
  }
}
