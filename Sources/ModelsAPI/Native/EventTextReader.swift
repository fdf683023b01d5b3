import Wire

/// Reads a stream of server-sent events that is handed on to the byte, in pieces that end where an event does: between
/// them others may put a sign of life.
struct EventTextReader: NativeStreamReader {
  private(set) var facts: NativeFacts
  private let requestID: String?
  private var parser = ServerSentEventParser()
  private var pieces = EventTextPieces()
  /// Those that are whole, and have not been handed out.
  private var events = 0

  init(_ surface: NativeSurface, requestID: String?) {
    facts = NativeFacts(surface)
    self.requestID = requestID
  }

  mutating func read(_ bytes: [UInt8], into read: inout NativeRead) throws {
    read.bytes = pieces.take(bytes)
    try readFacts(bytes, &read)
  }

  mutating func end(into read: inout NativeRead) throws {
    // The standard has it that an event which the end cuts off is none; a client may be of another opinion.
    read.bytes = pieces.end()
  }

  private mutating func readFacts(_ bytes: [UInt8], _ read: inout NativeRead) throws {
    defer {
      // The parser may know earlier than the pieces that an event is whole.
      if !read.bytes.isEmpty { swap(&read.events, &events) }
    }
    try parser.read(bytes) { event in
      events += 1
      let name = event.name == "message" ? nil : event.name
      // What is no JSON tells nothing here; what to make of it is the client's to say.
      _ = try? facts.read(name, event.data, requestID: requestID)
    }
  }
}

/// Cuts bytes behind the blank lines that end events, and keeps what is not at its end.
struct EventTextPieces {
  private var pending: [UInt8] = []
  /// Whether no byte of the line has come.
  private var isLineEmpty = true
  /// The last byte was a carriage return, to which a line feed may belong.
  private var isAfterReturn = false
  /// The same, and its line was a blank one.
  private var isAfterBlankReturn = false

  /// All events that are whole now.
  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = lastEnd(in: bytes) else {
      pending += bytes
      return []
    }
    var whole: [UInt8] = []
    swap(&whole, &pending)
    if whole.isEmpty, end == bytes.count { return bytes }
    whole += bytes[..<end]
    pending = Array(bytes[end...])
    return whole
  }

  /// What is left.
  mutating func end() -> [UInt8] {
    defer { pending = [] }
    return pending
  }

  /// Behind the last blank line that is certain to have ended.
  private mutating func lastEnd(in bytes: [UInt8]) -> Int? {
    var end: Int?
    let span = bytes.span
    for index in span.indices {
      let byte = span[index]
      if isAfterBlankReturn, byte != 0x0A { end = index }
      switch byte {
      case 0x0A:
        // Behind a carriage return it ends the same line.
        if isAfterReturn ? isAfterBlankReturn : isLineEmpty { end = index + 1 }
        isAfterBlankReturn = false
        isLineEmpty = true
      case 0x0D:
        isAfterBlankReturn = isLineEmpty
        isLineEmpty = true
      default:
        isAfterBlankReturn = false
        isLineEmpty = false
      }
      isAfterReturn = byte == 0x0D
    }
    return end
  }
}
