import HTTPTypes
import OrgEmulator
import Testing
import Wire

@Suite struct ScriptTests {
  @Test func readsTurns() throws {
    let script = """
      {"reply": "Hello!"}

      {"status": 429, "retry_after": 1}
      {"match": "weather", "reply": "Mild."}\r
      {"match": "x", "status": 503}
      {"tool_calls": [{"name": "get_time"}, {"name": "get_weather", "arguments": {"city": "Paris"}}]}
      """
    #expect(
      try ScriptedTurn.script(decoding: Array(script.utf8)) == [
        ScriptedTurn(.reply("Hello!")),
        ScriptedTurn(.refusal(.tooManyRequests, retryAfter: .seconds(1))),
        ScriptedTurn(match: "weather", .reply("Mild.")),
        ScriptedTurn(match: "x", .refusal(.serviceUnavailable, retryAfter: nil)),
        ScriptedTurn(
          .toolCalls([ScriptedToolCall("get_time"), ScriptedToolCall("get_weather", ["city": "Paris"])])),
      ])
  }

  @Test(arguments: [
    ("{\"reply\": \"a\"}\n{\"reply\":", "line 2: no valid JSON: the text ends early at byte 9"),
    ("[]", "line 1: a turn is a JSON object"),
    ("\n\n{}", "line 3: a turn needs 'reply', 'status' or 'tool_calls'"),
    (#"{"reply": "a", "status": 503}"#, "line 1: a turn has only one of 'reply', 'status' and 'tool_calls'"),
    (#"{"reply": 1}"#, "line 1: 'reply' must be a string"),
    (#"{"status": 200}"#, "line 1: 'status' must be a number from 400 to 599"),
    (
      #"{"reply": "a", "retry_after": 1}"#,
      "line 1: 'retry_after' must be a number of seconds and goes with 'status'"
    ),
    (
      #"{"tool_calls": [{"arguments": {}}]}"#,
      "line 1: 'tool_calls' must be a list of objects with 'name' and, if need be, 'arguments', an object"
    ),
    (
      #"{"answer": "a"}"#,
      "line 1: unknown field 'answer'; known are match, reply, status, retry_after, tool_calls"
    ),
  ])
  func saysWhatIsWrongInWhichLine(_ script: String, _ words: String) {
    let error = #expect(throws: ScriptSyntaxError.self) {
      try ScriptedTurn.script(decoding: Array(script.utf8))
    }
    #expect(error?.description == words)
  }

  @Test func playsTurnsInOrderAndEachOnce() async throws {
    let org = TestOrg {
      $0.script = [
        ScriptedTurn(.reply("one")),
        ScriptedTurn(match: "weather", .reply("mild")),
        ScriptedTurn(.refusal(.serviceUnavailable, retryAfter: .seconds(3))),
        ScriptedTurn(.reply("two")),
      ]
    }
    let token = try await org.signIn()
    var replies: [String] = []
    for prompt in ["hello", "hello", "how is the weather?", "hello", "[[reply: own]]"] {
      let answer = try await org.send(
        platformRequest("\(mini)/generations", #"{"prompt": "\#(prompt)"}"#), token: token)
      replies.append(try answer.json["generation"]?["generatedText"]?.string ?? "\(answer.status)")
    }
    #expect(replies == ["one", "503", "mild", "two", "own"])
  }
}
