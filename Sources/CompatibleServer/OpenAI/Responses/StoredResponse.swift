import Wire

/// A response that can be gone on from, with the request that it answers.
struct StoredResponse: Sendable {
  let id: String
  /// The response's object.
  let body: [UInt8]
  /// The request's body; its input holds all of the conversation.
  let request: [UInt8]

  var size: Int { body.count + request.count }

  /// - Returns: `nil` where the body is no response's object.
  init?(_ body: [UInt8], to request: [UInt8]) {
    guard let id = Self.id(in: body) else { return nil }
    self.init(id, body, request)
  }

  /// - Parameter end: the last events of a stream, of which the very last tells the whole response.
  /// - Returns: `nil` where the response broke off.
  init?(endOfStream end: [UInt8], to request: [UInt8]) {
    var response: JSONValue?
    var parser = ServerSentEventParser()
    do {
      try parser.read(end) { event in
        guard ["response.completed", "response.incomplete"].contains(event.name) else { return }
        response = try JSONValue(decoding: event.data)["response"]
      }
    } catch {
      // It was written here, but whoever cannot read it has nothing to keep.
      return nil
    }
    guard let response, let id = response["id"]?.string else { return nil }
    self.init(id, response.bytes, request)
  }

  /// Whether a piece of a stream may hold the event that tells the whole response: looked for at the beginnings of its
  /// lines alone, for every piece comes by.
  static func mayEnd(with piece: [UInt8]) -> Bool {
    let span = piece.span
    var isLineStart = true
    for index in span.indices {
      if isLineStart, span[index] == UInt8(ascii: "e"), isEnd(piece[index...]) { return true }
      isLineStart = span[index] == 0x0A || span[index] == 0x0D
    }
    return false
  }

  private static func isEnd(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "event:".utf8) else { return false }
    let name = line.dropFirst(6).drop { $0 == UInt8(ascii: " ") }
    return name.starts(with: "response.completed".utf8) || name.starts(with: "response.incomplete".utf8)
  }

  private init(_ id: String, _ body: [UInt8], _ request: [UInt8]) {
    self.id = id
    self.body = body
    self.request = request
  }

  private static func id(in body: [UInt8]) -> String? {
    var id: String?
    var reader = JSONReader(body)
    do {
      try reader.object { (name, reader) throws(JSONError) in
        if name == "id" { id = try reader.string() }
      }
    } catch {
      return nil
    }
    return id
  }

  /// What the model was told.
  var input: [JSONValue] { Self.items(of: Self.object(request)?["input"]) }

  /// What it answered.
  var output: [JSONValue] { Self.object(body)?["output"]?.array ?? [] }

  /// An input as the list of its items; a text is a user's message.
  static func items(of input: JSONValue?) -> [JSONValue] {
    guard let input else { return [] }
    guard let text = input.string else { return input.array ?? [] }
    return [["type": "message", "role": "user", "content": .string(text)]]
  }

  // Both have been read, or written, by this server before.
  private static func object(_ bytes: [UInt8]) -> JSONValue? { try? JSONValue(decoding: bytes) }
}
