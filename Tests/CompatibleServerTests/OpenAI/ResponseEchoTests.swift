import Testing
import Wire

@testable import CompatibleServer

struct ResponseEchoTests {
  private static func echo(_ request: String) throws -> JSONValue {
    let fields = BodyFields(try #require(try JSONValue(decoding: request).object))
    return try JSONValue(
      decoding: [UInt8(ascii: "{")] + ResponseEcho.members(of: fields) + [UInt8(ascii: "}")])
  }

  @Test(
    arguments: [
      (#"{}"#, "user", nil), (#"{"user": null}"#, "user", nil), (#"{"user": "me"}"#, "user", #""me""#),
      (#"{}"#, "presence_penalty", "0.0"), (#"{}"#, "frequency_penalty", "0.0"),
      (#"{}"#, "reasoning", #"{"effort": null, "summary": null}"#),
      (#"{"reasoning": {}}"#, "reasoning", #"{"effort": null, "summary": null}"#),
      (#"{"reasoning": {"summary": "auto"}}"#, "reasoning", #"{"effort": null, "summary": "auto"}"#),
      (#"{"reasoning": {"effort": "low", "x": 1}}"#, "reasoning", #"{"effort": "low", "summary": null}"#),
      (
        #"{"tools": [{"type": "function", "name": "now"}]}"#, "tools",
        #"[{"type": "function", "name": "now", "description": null, "parameters": null, "strict": null}]"#
      ),
      (
        #"{"tools": [{"type": "function", "name": "now", "description": "Tells", "parameters": {}, "strict": true}]}"#,
        "tools",
        #"[{"type": "function", "name": "now", "description": "Tells", "parameters": {}, "strict": true}]"#
      ),
      (#"{"tools": [{"type": "web_search"}]}"#, "tools", #"[{"type": "web_search"}]"#),
      (#"{"text": {"verbosity": "low"}}"#, "text", #"{"format": {"type": "text"}, "verbosity": "low"}"#),
      (#"{"text": {"format": null}}"#, "text", #"{"format": {"type": "text"}}"#),
      (
        #"{"text": {"format": {"type": "json_schema", "name": "n", "schema": {}, "strict": null}}}"#, "text",
        #"{"format": {"type": "json_schema", "name": "n", "schema": {}, "strict": false, "description": ""}}"#
      ),
    ] as [(String, String, String?)])
  func anAnswerRepeatsWhatWasAskedInFull(_ request: String, _ member: String, _ expected: String?) throws {
    #expect(try Self.echo(request).object?[member] == expected.map { try JSONValue(decoding: $0) })
  }
}
