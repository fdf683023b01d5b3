import Testing
import Wire

/// Streams of events as the standard's text describes them, each cut at every byte.
///
/// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation.
struct ServerSentEventParserTests {
  private func events(of pieces: [[UInt8]]) throws -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    var events: [ServerSentEvent] = []
    for piece in pieces { try parser.read(piece) { events.append($0) } }
    return events
  }

  @Test(
    arguments: [
      ("", []),
      ("data: a\n\n", [event("a")]),
      ("data: a\r\n\r\n", [event("a")]),
      ("data: a\r\r", [event("a")]),
      ("data: a\r\n\n", [event("a")]),
      ("data: a\n\r\n", [event("a")]),
      ("data: a\r\r\ndata: b\r\n\r", [event("a"), event("b")]),
      ("data: a\n\ndata: b\n\n", [event("a"), event("b")]),
      ("data: a\ndata: b\n\n", [event("a\nb")]),
      ("data: a\n\n\n\n\ndata: b\n\n", [event("a"), event("b")]),
      ("data:a\n\n", [event("a")]),
      ("data:  a\n\n", [event(" a")]),
      ("data: a: b\n\n", [event("a: b")]),
      ("data: grüße 👋🏽\n\n", [event("grüße 👋🏽")]),
      ("data\n\n", [event("")]),
      ("data:\n\n", [event("")]),
      ("data\ndata\n\n", [event("\n")]),
      ("data: YHOO\ndata: +2\ndata: 10\n\n", [event("YHOO\n+2\n10")]),
      (": comment\n\ndata: a\n\n", [event("a")]),
      ("data: a\n: comment\ndata: b\n\n", [event("a\nb")]),
      (":\n\n:\n\n", []),
      ("event: add\ndata: 73\n\n", [event("73", "add")]),
      ("data: 73\nevent: add\n\n", [event("73", "add")]),
      ("event: add\n\ndata: a\n\n", [event("a")]),
      ("event: a\nevent: b\ndata: x\n\n", [event("x", "b")]),
      ("event: add\nevent\ndata: a\n\n", [event("a")]),
      ("event: add\ndata: a\n\ndata: b\n\n", [event("a", "add"), event("b")]),
      ("id: 1\ndata: a\n\ndata: b\n\n", [event("a", id: "1"), event("b", id: "1")]),
      ("id: 1\n\ndata: a\n\n", [event("a", id: "1")]),
      ("id: 1\ndata: a\n\nid\ndata: b\n\n", [event("a", id: "1"), event("b")]),
      ("id: 1\u{0}2\ndata: a\n\n", [event("a")]),
      ("unknown: x\ndata: a\nDATA: b\n data: c\n\n", [event("a")]),
      ("\u{FEFF}data: a\n\n", [event("a")]),
      ("\u{FEFF}\n\ndata: a\n\n", [event("a")]),
      ("\u{FEFF}\u{FEFF}data: a\n\n", []),
      ("data: a\n\n\u{FEFF}data: b\n\n", [event("a")]),
      ("data: a", []), ("data: a\n", []), ("data: a\r\n", []), ("data: a\n\ndata: b\n", [event("a")]),
    ] as [(String, [ServerSentEvent])])
  func readsWhereverTheStreamIsCut(_ stream: String, _ expected: [ServerSentEvent]) throws {
    let bytes = Array(stream.utf8)
    #expect(try events(of: [bytes]) == expected)
    #expect(try events(of: bytes.map { [$0] }) == expected)
    for cut in bytes.indices {
      #expect(try events(of: [Array(bytes[..<cut]), [], Array(bytes[cut...])]) == expected)
    }
  }

  @Test(arguments: ["retry: 10\n", "retry\n", "retry: x\n", ": a comment\n", "unknown: field\n"])
  func passesOverWhatIsNoPartOfAnEvent(_ line: String) throws {
    #expect(try events(of: [Array("data: a\n\(line)data: b\n\n".utf8)]) == [Self.event("a\nb")])
  }

  @Test func handsOverAnEventAtOnceEvenIfALineFeedMayFollow() throws {
    #expect(try events(of: [Array("data: a\r\n\r".utf8)]) == [Self.event("a")])
  }

  @Test(arguments: [(13, true), (14, true), (15, false)], 0...14)
  func aNameThatGrowsWhenItIsReadIsBoundedWhereverItIsCut(_ bound: (limit: Int, isExceeded: Bool), _ cut: Int)
  {
    // No UTF-8: each of five bytes becomes three.
    let bytes = Array("event: ".utf8) + [UInt8](repeating: 0x95, count: 5) + Array("\n\n".utf8)
    var parser = ServerSentEventParser(limit: bound.limit)
    do {
      for piece in [bytes[..<cut], bytes[cut...]] { try parser.read(Array(piece)) { _ in } }
      #expect(!bound.isExceeded)
    } catch {
      #expect(
        bound.isExceeded && error as? HTTPFailure == HTTPFailure(.answer, .tooLarge(limit: bound.limit)))
    }
  }

  @Test(arguments: [
    "\u{FEFF}data: ab\n\n", "data: 1\rdata: 2\r\n\r\n", "event: abc\ndata: d\n\n", ": a comment\n\ndata\n\n",
    "id: 12345\ndata: 1\n\n",
  ])
  func whereAStreamIsCutTheBoundIsTheSame(_ stream: String) throws {
    let bytes = Array(stream.utf8)
    for limit in 0...20 {
      let whole = Self.isWithin(limit, [bytes])
      for cut in bytes.indices {
        let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
        #expect(Self.isWithin(limit, pieces) == whole, "\(limit) bytes, cut at \(cut)")
      }
      #expect(Self.isWithin(limit, bytes.map { [$0] }) == whole, "\(limit) bytes, each alone")
    }
  }

  private static func isWithin(_ limit: Int, _ pieces: [[UInt8]]) -> Bool {
    var parser = ServerSentEventParser(limit: limit)
    do {
      for piece in pieces { try parser.read(piece) { _ in } }
      return true
    } catch {
      return false
    }
  }

  @Test(arguments: ["data: 123456789", "123456789012345", "data: 1234\ndata: 6789\n", "event: 123456789\n\n"])
  func stopsAtAnEventWithoutEnd(_ stream: String) throws {
    let failure = HTTPFailure(.answer, .tooLarge(limit: 9))
    #expect(throws: failure) {
      var parser = ServerSentEventParser(limit: 9)
      try parser.read(Array(stream.utf8)) { _ in }
    }
    #expect(throws: failure) {
      var parser = ServerSentEventParser(limit: 9)
      for byte in stream.utf8 { try parser.read([byte]) { _ in } }
    }
  }

  @Test func boundsEventsAndNotTheStream() throws {
    var parser = ServerSentEventParser(limit: 9)
    var count = 0
    for _ in 0..<1000 { try parser.read(Array("data: 12\n\n: 12\n\n".utf8)) { _ in count += 1 } }
    #expect(count == 1000)
  }

  @Test func passesOnTheErrorsOfItsReader() {
    #expect(throws: CancellationError.self) {
      var parser = ServerSentEventParser()
      try parser.read(Array("data: a\n\n".utf8)) { _ in throw CancellationError() }
    }
  }

  private static func event(_ data: String, _ name: String = "message", id: String = "") -> ServerSentEvent {
    ServerSentEvent(name, data: Array(data.utf8), id: id)
  }
}
