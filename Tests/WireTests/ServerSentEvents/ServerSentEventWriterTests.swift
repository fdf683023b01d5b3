import Testing
import Wire

/// Events as they stand on the wire.
struct ServerSentEventWriterTests {
  @Test func writesEvents() {
    var writer = ServerSentEventWriter()
    writer.event(data: "{}".utf8)
    writer.event("generation", data: "[DONE]".utf8, id: "7")
    writer.comment("still here")
    writer.event(data: "".utf8)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == """
        data: {}

        event: generation
        id: 7
        data: [DONE]

        : still here

        data:\u{20}


        """)
  }

  @Test(arguments: [
    ("a\nb", "data: a\ndata: b\n\n"), ("a\r\nb\rc", "data: a\ndata: b\ndata: c\n\n"),
    ("\n", "data: \ndata: \n\n"), (" a", "data:  a\n\n"),
  ])
  func writesEachLineOfTheData(_ data: String, _ wire: String) {
    var writer = ServerSentEventWriter()
    writer.event(data: data.utf8)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == wire)
  }

  @Test func letsNoNameForgeAField() {
    var writer = ServerSentEventWriter()
    writer.event("a\ndata: forged", data: "x".utf8, id: "1\r2")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "event: a\nid: 1\ndata: x\n\n")
  }

  @Test(arguments: ["", "a", " a", "a\n\nb\n", "{\"x\": \"ü\"}"])
  func isReadAsItWasWritten(_ data: String) throws {
    let event = ServerSentEvent("token", data: Array(data.utf8), id: "3")
    var writer = ServerSentEventWriter()
    writer.event(event.name, data: event.data, id: event.id)
    var parser = ServerSentEventParser()
    var read: [ServerSentEvent] = []
    try parser.read(writer.bytes) { read.append($0) }
    #expect(read == [event])
  }
}
