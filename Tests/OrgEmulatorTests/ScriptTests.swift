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
      {"wait": 0.25}
      {"reply": "On it.", "tool_calls": [{"name": "get_time"}], "wait": "1.5s"}
      {"status": 503, "wait": "2m"}
      {"tool_calls": [{"name": "get_time"}, {"name": "get_weather", "arguments": {"city": "Paris"}}]}
      """
    #expect(
      try ScriptedTurn.script(decoding: Array(script.utf8)) == [
        ScriptedTurn(.reply("Hello!")),
        ScriptedTurn(.refusal(.tooManyRequests, retryAfter: .seconds(1))),
        ScriptedTurn(match: "weather", .reply("Mild.")),
        ScriptedTurn(match: "x", .refusal(.serviceUnavailable, retryAfter: nil)),
        ScriptedTurn(.pause, wait: .milliseconds(250)),
        ScriptedTurn(
          .toolCalls([ScriptedToolCall("get_time")], saying: "On it."), wait: .milliseconds(1500)),
        ScriptedTurn(.refusal(.serviceUnavailable, retryAfter: nil), wait: .seconds(120)),
        ScriptedTurn(
          .toolCalls([ScriptedToolCall("get_time"), ScriptedToolCall("get_weather", ["city": "Paris"])])),
      ])
  }

  @Test(arguments: [
    ("{\"reply\": \"a\"}\n{\"reply\":", "line 2: no valid JSON: the text ends early at byte 9"),
    ("[]", "line 1: a turn is a JSON object"),
    ("\n\n{}", "line 3: a turn needs 'reply', 'tool_calls', 'status' or 'wait'"),
    (#"{"reply": "a", "status": 503}"#, "line 1: a turn with 'status' has neither 'reply' nor 'tool_calls'"),
    (#"{"reply": 1}"#, "line 1: 'reply' must be a string"),
    (
      #"{"wait": "soon"}"#,
      "line 1: 'wait' must be a number of seconds or a duration as \"500ms\", of a day at most"
    ),
    (
      #"{"wait": "25h", "reply": "a"}"#,
      "line 1: 'wait' must be a number of seconds or a duration as \"500ms\", of a day at most"
    ),
    (
      #"{"tool_calls": [{"name": "a"}], "status": 503}"#,
      "line 1: a turn with 'status' has neither 'reply' nor 'tool_calls'"
    ),
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
      "line 1: unknown field 'answer'; known are match, reply, tool_calls, status, retry_after, wait"
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
