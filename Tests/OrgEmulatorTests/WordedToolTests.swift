import OrgEmulator
import Testing
import Wire

@Suite struct WordedToolTests {
  private let org = TestOrg()

  private static let offer = """
    Be kind.

    # Functions

    These functions can be called for you. Each line describes one; "parameters" is a JSON Schema of its arguments.

    {"name":"get_weather","description":"The weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}
    {"name":"get_time","parameters":{"type":"object","properties":{"zone":{"enum":["UTC","CET"]}}}}

    To call a function, answer with one JSON object and nothing else:

    {"tool_calls": [{"name": "NAME", "arguments": {}}]}
    """

  private func answer(_ system: String, _ turns: [(String, String)]) async throws -> String {
    let messages = [("system", system)] + turns
    let body: JSONValue = [
      "messages": .array(messages.map { ["role": .string($0.0), "content": .string($0.1)] })
    ]
    let answer = try await org.send(
      platformRequest("\(mini)/chat-generations", body.text), token: org.signIn())
    return try answer.json["generationDetails"]?["generations"]?.array?[0]["content"]?.string
      ?? answer.summary
  }

  @Test(arguments: [
    (
      "", "What is the weather in Paris?",
      #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Paris"}}]}"#
    ),
    (
      "", "Use get_weather and get_time for CET.",
      #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"CET"}},"#
        + #"{"name":"get_time","arguments":{"zone":"CET"}}]}"#
    ),
    (
      "\nThe list holds exactly one call.", "Use get_weather and get_time for CET.",
      #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"CET"}}]}"#
    ),
    (
      "\nYour next answer must be a call of get_weather.", "Hello!",
      #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Paris"}}]}"#
    ),
    ("", "[[reply: Hello!]]", "Hello!"),
    ("", "[[tool: get_time]]", #"{"tool_calls":[{"name":"get_time","arguments":{"zone":"UTC"}}]}"#),
  ])
  func aWellBehavedModelCallsAsItIsTold(_ more: String, _ prompt: String, _ expected: String) async throws {
    #expect(try await answer(Self.offer + more, [("user", prompt)]) == expected)
  }

  @Test func resultsAreUsed() async throws {
    let call = #"{"tool_calls": [{"name": "get_weather", "arguments": {"city": "Paris"}}]}"#
    let result = "<tool_result tool=\"get_weather\">\n21 °C\n</tool_result>"
    let turns = [("user", "weather in Paris"), ("assistant", call), ("user", result)]
    #expect(try await answer(Self.offer, turns) == "The tools of this pretend org say: “21 °C”.")
    let question = turns.dropLast() + [("user", "\(result)\n\nAnd the weather in Rome?")]
    #expect(
      try await answer(Self.offer, Array(question))
        == #"{"tool_calls":[{"name":"get_weather","arguments":{"city":"Rome"}}]}"#)
  }

  @Test(arguments: [
    (
      "Give your answer to the user as one JSON object and nothing else.\n\nThe object must be valid against this JSON "
        + "Schema:\n\n{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}\n\nBe brief.",
      #"{"n":1}"#
    ),
    (
      "It must be valid against this JSON Schema:\n{\n  \"type\": \"object\",\n  \"properties\": "
        + "{\"city\": {\"type\": \"string\"}}\n}",
      #"{"city":"Rome"}"#
    ),
  ])
  func aSchemaInWordsIsFollowed(_ instruction: String, _ expected: String) async throws {
    #expect(try await answer(instruction, [("user", "What is it like in Rome?")]) == expected)
  }

  @Test func anObjectIsGivenWhereOneIsAskedFor() async throws {
    let text = try await answer("Give your answer to the user as one JSON object.", [("user", "Hello")])
    #expect(try JSONValue(decoding: text)["answer"]?.string?.contains("Hello") == true)
  }
}
