import Testing

/// One turn of a conversation.
@Suite struct ChatTests {
  @Test(arguments: [
    (["Say", "hello"], Call.Input.nothing, #"[{"role":"user","content":"Say hello"}]"#),
    ([], .text("from a pipe\n"), #"[{"role":"user","content":"from a pipe"}]"#),
    (
      ["-s", "Be brief", "Explain:"], .text("x"),
      #"[{"role":"system","content":"Be brief"},{"role":"user","content":"Explain:\n\nx"}]"#
    ),
  ])
  func aMessageIsAnswered(_ words: [String], _ input: Call.Input, _ messages: String) async throws {
    let answer = """
      {"id":"x","generationDetails":{"generations":[{"id":"g-1","role":"assistant","content":"Hello.",\
      "parameters":{"finish_reason":"stop"}}],"parameters":null}}
      """
    let org = try Org([Documents.chat: [.answer(200, answer)]])
    var call = org.call("chat")
    call.words += words
    call.input = input
    expect(try await call.run(), is: Told(0, "Hello.\n", ""))
    #expect(org.server.requests.last?.body == #"{"messages":\#(messages)}"#)
  }

  @Test func withoutAMessageNothingIsSent() async throws {
    let org = try Org()
    #expect(try await org.run("chat", input: .text("")).exit == 2)
    #expect(org.server.requests == [])
  }
}
