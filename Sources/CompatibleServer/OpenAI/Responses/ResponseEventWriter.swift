import ModelsAPI
import Wire

/// Writes the events of a streamed response one behind the other, and numbers them.
struct ResponseEventWriter {
  private var writer = JSONWriter()
  private var number: Int
  /// All of an event that tells text before the text; the same for all of one item.
  private var textOpening: [UInt8] = []

  /// - Parameter number: of the first event.
  init(from number: Int = 0) { self.number = number }

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

extension ResponseEventWriter {
  /// An event that tells how far the whole response is.
  mutating func response(
    _ type: String, _ object: ResponseObject, _ status: ResponseObject.Status, _ items: [ResponseItem] = [],
    _ usage: Usage? = nil
  ) {
    event(type) { event in
      event.name("response")
      object.write(status, items, usage, to: &event)
    }
  }

  /// The end of a response that broke off. Told twice, as clients differ: some read the response's end, some wait for an
  /// error.
  mutating func failure(
    _ failure: ServerError, _ object: ResponseObject, _ items: [ResponseItem] = [], _ usage: Usage? = nil
  ) {
    response("response.failed", object, .failed(failure), items, usage)
    let error = OpenAIError(failure)
    event("error") { event in
      event.member("code", error.code)
      event.member("message", error.message)
      event.member("param", error.parameter)
      event.object("error") {
        $0.member("message", error.message)
        $0.member("type", error.type)
        $0.member("param", error.parameter)
        $0.member("code", error.code)
      }
    }
  }
}
