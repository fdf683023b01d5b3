import Testing
import Wire

/// Writing by hand.
struct JSONWriterTests {
  @Test func setsTheCommas() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("list")
      writer.array { writer in
        writer.null()
        writer.bool(true)
        writer.number(-3)
        writer.string("é")
        writer.array { _ in }
        writer.object { _ in }
        writer.raw("2.0e-5".utf8)
      }
      writer.name("value")
      writer.value(["a": [1], "b": nil])
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"list":[null,true,-3,"é",[],{},2.0e-5],"value":{"a":[1],"b":null}}"#)
  }

  @Test func aFrameBeginsAnotherText() {
    var writer = JSONWriter()
    for number in 1...2 {
      writer.frame("data: ".utf8)
      writer.array { $0.number(number) }
      writer.frame(Array("\n\n".utf8))
    }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "data: [1]\n\ndata: [2]\n\n")
  }

  @Test func passesOnWhatItsContentThrows() {
    struct Stop: Error {}
    var writer = JSONWriter()
    #expect(throws: Stop.self) { try writer.array { _ in throw Stop() } }
  }
}
