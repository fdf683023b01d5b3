import Testing
import Wire

/// Ends of lines are looked for eight bytes at a time: each of them, behind lines of each length.
struct ServerSentEventLineTests {
  @Test(arguments: ["\n", "\r", "\r\n"])
  func everyLengthOfLine(_ end: String) throws {
    for length in 0..<40 {
      let text = String(repeating: "é", count: length / 2) + String(repeating: "a", count: length % 2)
      var parser = ServerSentEventParser()
      var data: [String] = []
      try parser.read(Array("data:\(text)\(end)data:b\(end)\(end)".utf8)) {
        data.append(String(decoding: $0.data, as: UTF8.self))
      }
      #expect(data == ["\(text)\nb"])
    }
  }
}
