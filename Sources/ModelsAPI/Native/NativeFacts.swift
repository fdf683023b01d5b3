import Wire

/// What passes by in an answer of a maker's own API, as far as this program wants to know it: read tolerantly, for the
/// answer travels whatever is in it.
struct NativeFacts {
  private let surface: NativeSurface
  /// Whether the answer is complete, so that its stream may end.
  private(set) var isComplete = false
  private(set) var usage: Usage?
  /// The answer's own.
  private(set) var id: String?
  /// What the answer itself tells of a failure.
  private(set) var refusal: Refusal?

  init(_ surface: NativeSurface) { self.surface = surface }

  /// One event of a stream.
  ///
  /// - Parameter name: of its type; `nil` where only its data tells.
  /// - Returns: its type; `nil` where it has none.
  /// - Throws: ``JSONError`` where data that is looked at is no JSON.
  @discardableResult
  mutating func read(_ name: String?, _ data: [UInt8], requestID: String?) throws(JSONError) -> String? {
    switch surface {
    case .messages: try readMessageEvent(data, requestID)
    case .responses: try readResponseEvent(name, data, requestID)
    }
  }

  private mutating func readMessageEvent(
    _ data: [UInt8], _ requestID: String?
  ) throws(JSONError) -> String? {
    var type: String?
    var reader = JSONReader(data)
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "type": type = try reader.value().string
      case "usage": take(messageUsage: try reader.value())
      case "message":
        try reader.members { (name, reader) throws(JSONError) in
          switch name {
          case "id": id = try reader.value().string
          case "usage": take(messageUsage: try reader.value())
          default: break
          }
        }
      default: break
      }
    }
    try reader.end()
    if type == "message_stop" || type == "error" { isComplete = true }
    if type == "error" { refusal = Refusal(reportedBy: ServerSentEvent(data: data), requestID: requestID) }
    return type
  }

  /// Most events are passed over by their names.
  private mutating func readResponseEvent(
    _ name: String?, _ data: [UInt8], _ requestID: String?
  ) throws(JSONError) -> String? {
    let type = if let name { name } else { try Self.type(of: data) }
    switch type {
    case "response.created", "response.in_progress": try readResponse(in: data)
    case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
      try readResponse(in: data)
      isComplete = true
      if type == "response.failed" { fail(data, requestID) }
    case "error":
      isComplete = true
      fail(data, requestID)
    default: break
    }
    return type
  }

  private mutating func readResponse(in data: [UInt8]) throws(JSONError) {
    var reader = JSONReader(data)
    try reader.members { (name, reader) throws(JSONError) in
      if name == "response" { try readResponse(&reader) }
    }
  }

  private mutating func readResponse(_ reader: inout JSONReader) throws(JSONError) {
    try reader.members { (name, reader) throws(JSONError) in
      switch name {
      case "id": id = try reader.value().string
      case "usage": usage = Usage(try reader.value()) ?? usage
      default: break
      }
    }
  }

  private mutating func fail(_ data: [UInt8], _ requestID: String?) {
    let told = (try? JSONValue(decoding: data))?["response"]
    let account = told.map { $0.bytes } ?? data
    refusal = refusal ?? Refusal(reportedBy: ServerSentEvent(data: account), requestID: requestID)
  }

  private static func type(of data: [UInt8]) throws(JSONError) -> String? {
    var type: String?
    var reader = JSONReader(data)
    try reader.members { (name, reader) throws(JSONError) in
      if name == "type" { type = try reader.value().string }
    }
    return type
  }

  /// A later event tells more of the output, and need not tell the input again.
  private mutating func take(messageUsage json: JSONValue) {
    guard let told = Usage(messages: json) else { return }
    usage = Usage(
      inputTokens: told.inputTokens ?? usage?.inputTokens,
      outputTokens: told.outputTokens ?? usage?.outputTokens)
  }
}

extension NativeFacts {
  /// A whole answer.
  ///
  /// - Throws: ``ModelsFailure/notJSON(_:requestID:)``, ``ModelsFailure/brokenStream(_:)`` for an error in the place of an answer, and
  ///   ``ModelsFailure/otherShape(missing:requestID:)``.
  mutating func read(whole body: [UInt8], requestID: String?) throws(ModelsFailure) {
    let content = surface == .messages ? "content" : "output"
    var (hasContent, reportsError) = (false, false)
    do {
      var reader = JSONReader(body)
      try reader.object { (name, reader) throws(JSONError) in
        switch name {
        case _ where name.text == content: hasContent = true
        case "id": id = try reader.value().string
        case "usage": take(try reader.value())
        case "error", "errorCode", "error_code", "message":
          reportsError = try reader.kind() != .null || reportsError
        default: break
        }
      }
      try reader.end()
    } catch {
      throw .notJSON(error, requestID: requestID)
    }
    guard !hasContent else { return }
    guard reportsError else { throw .otherShape(missing: content, requestID: requestID) }
    throw .brokenStream(Refusal(reportedBy: ServerSentEvent(data: body), requestID: requestID))
  }

  private mutating func take(_ json: JSONValue) {
    switch surface {
    case .messages: take(messageUsage: json)
    case .responses: usage = Usage(json)
    }
  }
}

extension Usage {
  /// Anthropic counts what was read from a cache, and written to it, beside the other tokens of what was asked.
  fileprivate init?(messages json: JSONValue) {
    guard let told = Usage(json) else { return nil }
    let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"].compactMap { json[$0]?.count }
    self.init(
      inputTokens: told.inputTokens.map { cached.reduce($0, +) }, outputTokens: told.outputTokens)
  }
}
