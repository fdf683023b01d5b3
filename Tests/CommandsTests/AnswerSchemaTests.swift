import Testing
import Wire

@testable import Commands

struct AnswerSchemaTests {
  private static let schema: JSONObject = [
    "type": "object", "required": ["name", "age"],
    "properties": ["name": ["type": "string"], "age": ["type": ["integer", "null"]]],
  ]

  @Test(arguments: [
    "{\"name\":\"a\",\"age\":1}", " {\"age\":null,\"name\":\"\",\"more\":[]}", "{\"name\":\"a\",\"age\":2.0}",
  ])
  func acceptsWhatFits(_ text: String) throws {
    try AnswerSchema(Self.schema).check(text)
  }

  @Test(
    arguments: [
      (schema, []), (["type": "object", "title": "x", "$schema": "y", "description": "z"], []),
      (["minProperties": 1, "additionalProperties": false], ["additionalProperties", "minProperties"]),
      (["properties": ["a": ["type": "string", "minLength": 1, "pattern": "x"]]], ["minLength", "pattern"]),
      (["properties": ["a": ["type": "object", "properties": ["b": ["type": "string"]]]]], ["properties"]),
      (["anyOf": [["type": "string"]], "$defs": [:]], ["$defs", "anyOf"]),
    ] as [(JSONObject, [String])])
  func namesWhatIsNotChecked(_ schema: JSONObject, _ keywords: [String]) {
    #expect(AnswerSchema(schema).uncheckedKeywords == keywords)
  }

  @Test(arguments: [
    ("[]", "$", "it is not of type object"), ("{\"age\":1}", "$.name", "it is missing"),
    ("{\"name\":1,\"age\":1}", "$.name", "it is not of type string"),
    ("{\"name\":\"a\",\"age\":1.5}", "$.age", "it is not of type integer or null"),
    ("hello", "$", "it is no JSON: unexpected 'h' at byte 0"),
  ])
  func namesWhatDoesNotFit(_ text: String, _ path: String, _ reason: String) {
    #expect(throws: CommandFailure.unfitAnswer(path: path, reason: reason)) {
      try AnswerSchema(Self.schema).check(text)
    }
  }
}
