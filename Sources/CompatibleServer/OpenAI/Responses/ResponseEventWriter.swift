import Wire

/// Writes the events of a streamed response one behind the other, and numbers them.
struct ResponseEventWriter {
  private var writer = JSONWriter()
  private var number = 0
  /// All of an event that tells text before the text; the same for all of one item.
  private var textOpening: [UInt8] = []

  /// What was written since the last call.
  mutating func take() -> [UInt8] {
    defer { writer = JSONWriter() }
    return writer.bytes
  }

  mutating func event(_ type: String, _ members: (inout JSONWriter) -> Void) {
    let number = nextNumber()
    writer.frame("event: ".utf8)
    writer.frame(type.utf8)
    writer.frame("\ndata: ".utf8)
    writer.object { event in
      event.member("type", type)
      event.member("sequence_number", number)
      members(&event)
    }
    writer.frame("\n\n".utf8)
  }

  /// An event of an output item.
  mutating func event(
    _ type: String, of id: String? = nil, at index: Int, _ members: (inout JSONWriter) -> Void
  ) {
    event(type) { event in
      if let id { event.member("item_id", id) }
      event.member("output_index", index)
      members(&event)
    }
  }

  /// An event of a message's one part.
  mutating func event(
    _ type: String, partOf id: String, at index: Int, _ members: (inout JSONWriter) -> Void
  ) {
    event(type, of: id, at: index) { event in
      event.member("content_index", 0)
      members(&event)
    }
  }

  /// The text that follows belongs to this item.
  mutating func beginText(of id: String, at index: Int) {
    let type = "response.output_text.delta"
    var opening = JSONWriter()
    opening.frame("event: \(type)\ndata: ".utf8)
    opening.object { event in
      event.member("type", type)
      event.member("item_id", id)
      event.member("output_index", index)
      event.member("content_index", 0)
    }
    textOpening = opening.bytes.dropLast() + Array(",\"delta\":".utf8)
  }

  mutating func textDelta(_ text: String, logProbabilities: [JSONValue]) {
    writer.frame(textOpening)
    writer.string(text)
    writer.frame(",\"logprobs\":".utf8)
    if logProbabilities.isEmpty { writer.frame("[]".utf8) } else { writer.value(.array(logProbabilities)) }
    writer.frame(",\"sequence_number\":".utf8)
    writer.number(nextNumber())
    writer.frame("}\n\n".utf8)
  }

  private mutating func nextNumber() -> Int {
    defer { number += 1 }
    return number
  }
}
