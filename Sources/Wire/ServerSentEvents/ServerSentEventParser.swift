/// Reads a stream of events from bytes that may be cut anywhere.
///
/// Follows WHATWG HTML, "Interpreting an event stream": an event that the end of the stream cuts off is none.
package struct ServerSentEventParser {
  private let limit: Int
  /// The beginning of a line whose end has not arrived.
  private var line: [UInt8] = []
  private var name = ""
  private var data: [UInt8] = []
  private var id = ""
  private var isFirstLine = true
  /// A carriage return has ended the line; a line feed right behind it belongs to it.
  private var passesOverLineFeed = false

  /// - Parameter limit: bytes of one event; none that is honest comes near.
  package init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// Hands over each event that is complete with these bytes.
  ///
  /// - Throws: ``HTTPFailure`` with reason `.tooLarge` for an event without end, and what the closure throws.
  package mutating func read(_ bytes: [UInt8], _ event: (ServerSentEvent) throws -> Void) throws {
    var rest = bytes[...]
    if passesOverLineFeed, let first = rest.first {
      passesOverLineFeed = false
      if first == Self.lineFeed { rest.removeFirst() }
    }
    while let end = Self.endOfLine(in: rest) {
      try completeLine(with: rest[..<end], event)
      rest = rest[Self.startOfLine(in: rest, after: end)...]
      passesOverLineFeed = bytes[end] == Self.carriageReturn && end + 1 == bytes.endIndex
    }
    line += rest
    try checkSize(with: isFirstLine ? Self.withoutMark(line[...]) : line[...])
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func endOfLine(in bytes: ArraySlice<UInt8>) -> Int? {
    let span = bytes.span
    var index = 0
    while index + ByteWord.count <= span.count {
      let word = ByteWord(span, at: index)
      let found = word.bytes(equalTo: lineFeed) | word.bytes(equalTo: carriageReturn)
      index += ByteWord.first(of: found)
      if found != 0 { return bytes.startIndex + index }
    }
    while index < span.count {
      if span[index] == lineFeed || span[index] == carriageReturn { return bytes.startIndex + index }
      index += 1
    }
    return nil
  }

  private static func startOfLine(in bytes: ArraySlice<UInt8>, after end: Int) -> Int {
    let next = end + 1
    let isPair = bytes[end] == carriageReturn && next < bytes.endIndex && bytes[next] == lineFeed
    return isPair ? next + 1 : next
  }

  private mutating func completeLine(
    with rest: ArraySlice<UInt8>, _ event: (ServerSentEvent) throws -> Void
  ) throws {
    guard !line.isEmpty else { return try interpret(rest, event) }
    var whole: [UInt8] = []
    swap(&whole, &line)
    whole += rest
    try interpret(whole[...], event)
    // Its memory serves for the next line that comes in pieces.
    whole.removeAll(keepingCapacity: true)
    line = whole
  }

  private mutating func interpret(
    _ line: ArraySlice<UInt8>, _ event: (ServerSentEvent) throws -> Void
  ) throws {
    let line = isFirstLine ? Self.withoutMark(line) : line
    isFirstLine = false
    guard !line.isEmpty else { return try dispatch(event) }
    try checkSize(with: line)
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    guard colon > line.startIndex else { return }
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    set(line[..<colon], to: value)
    // A name that is no UTF-8 grows when it is read.
    try checkSize(with: [])
  }

  /// The byte order mark is no part of the first line.
  private static func withoutMark(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
  }

  private mutating func set(_ field: ArraySlice<UInt8>, to value: ArraySlice<UInt8>) {
    if field.span.isEqual(to: "data") {
      data += value
      data.append(Self.lineFeed)
    } else if field.span.isEqual(to: "event") {
      name = String(decoding: value, as: UTF8.self)
    } else if field.span.isEqual(to: "id") {
      if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
    }
    // "retry" is for clients that come back by themselves; nobody here does.
  }

  private mutating func dispatch(_ event: (ServerSentEvent) throws -> Void) throws {
    defer {
      name = ""
      data = []
    }
    guard !data.isEmpty else { return }
    data.removeLast()
    try event(ServerSentEvent(name.isEmpty ? "message" : name, data: data, id: id))
  }

  private func checkSize(with line: some Collection<UInt8>) throws {
    guard line.count + data.count + name.utf8.count <= limit else {
      throw HTTPFailure(.answer, .tooLarge(limit: limit))
    }
  }
}
