import JSONSchema
import TestSupport
import Testing
import Wire

@testable import Commands

struct AnswerSchemaTests {
  private static let person = """
    {"type": "object", "required": ["name", "age"],
     "properties": {"name": {"type": "string"}, "age": {"type": ["integer", "null"]}}}
    """

  @Test(
    arguments: [
      (#"{"name":"a","age":1}"#, []), (#" {"age":null,"name":"","more":[]}"#, []),
      (#"{"name":"a","age":2.0}"#, []), ("[]", ["the whole: is an array, not an object (#/type)"]),
      (#"{"age":1}"#, ["/name: is missing (#/required)"]),
      (
        #"{"name":1,"age":1.5}"#,
        [
          "/name: is an integer, not a string (#/properties/name/type)",
          "/age: is a number, not an integer or null (#/properties/age/type)",
        ]
      ),
      ("hello", ["it is no JSON: unexpected 'h' at byte 0"]),
      ("", ["it is no JSON: the text ends early at byte 0"]),
      (#"{"name":"a","age":1} {}"#, ["it is no JSON: something follows the value at byte 21"]),
    ] as [(String, [String])])
  func namesWhatDoesNotFit(_ text: String, _ misfits: [String]) throws {
    #expect(try AnswerSchema(Self.person).misfits(of: text) == misfits)
  }

  @Test func isNoAvalanche() throws {
    let lines = try AnswerSchema(#"{"items":{"type":"string"}}"#).misfits(
      of: "[\(Array(repeating: "1", count: 50).joined(separator: ","))]")
    #expect(lines.count == 11)
    #expect(lines.last == "and 40 more")
  }

  @Test func formatsCountOnlyWhenTheyAreToCount() throws {
    let schema = #"{"properties":{"at":{"format":"date"},"id":{"format":"serial"}}}"#
    let answer = #"{"at":"tomorrow","id":"x"}"#
    #expect(try AnswerSchema(schema).misfits(of: answer) == [])
    #expect(
      try AnswerSchema(schema, assertsFormats: true).misfits(of: answer) == [
        "/at: is no date (#/properties/at/format)"
      ])
  }

  @Test func aFileIsReadAndAllElseIsJSONOrTheShortForm() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"type":"array"}"#, to: "name")
    try folder.write("true", to: "true.json")
    #expect(try AnswerSchema("\(folder.path)/name").document == ["type": "array"])
    #expect(try AnswerSchema("\(folder.path)/true.json").document == [:])
    #expect(try AnswerSchema(" {}").document == [:])
    #expect(try AnswerSchema("name").document == SchemaShortForm("name").schema)
  }

  @Test(
    arguments: [
      ("none.json", .noFile("none.json")), ("/nowhere/at-all", .noFile("/nowhere/at-all")), ("", .noFields),
      ("{", .notJSON("the text ends early at byte 1")), ("a int, a", .doubleField("a")),
      (#"{"$ref":"person.json"}"#, .wrong(.foreignReference("person.json", at: "#"))),
    ] as [(String, SchemaFailure)])
  func whatIsNoSchemaIsRefused(_ argument: String, _ failure: SchemaFailure) {
    #expect(throws: failure) { try AnswerSchema(argument) }
  }
}

struct SchemaShortFormTests {
  private static func schema(_ properties: JSONObject, required: [JSONValue]) -> JSONObject {
    ["type": "object", "properties": .object(properties), "required": .array(required)]
  }

  @Test(
    arguments: [
      ("name", ["name": ["type": "string"]], ["name"]),
      (
        "name, age int, score float,ok bool , note str, s string",
        [
          "name": ["type": "string"], "age": ["type": "integer"], "score": ["type": "number"],
          "ok": ["type": "boolean"], "note": ["type": "string"], "s": ["type": "string"],
        ], ["name", "age", "score", "ok", "note", "s"]
      ),
      (
        "tags [string]: labels, n [int]",
        [
          "tags": ["type": "array", "items": ["type": "string"], "description": "labels"],
          "n": ["type": "array", "items": ["type": "integer"]],
        ], ["tags", "n"]
      ),
      (
        "\n name: first, last\r\n\n age int : in years: full ones\n",
        [
          "name": ["type": "string", "description": "first, last"],
          "age": ["type": "integer", "description": "in years: full ones"],
        ], ["name", "age"]
      ),
      ("a,,b,", ["a": ["type": "string"], "b": ["type": "string"]], ["a", "b"]),
    ] as [(String, JSONObject, [JSONValue])])
  func saysWhatIsMeant(_ text: String, _ properties: JSONObject, _ required: [JSONValue]) throws {
    #expect(try SchemaShortForm(text).schema == Self.schema(properties, required: required))
  }

  @Test(
    arguments: [
      ("", .noFields), (" , ", .noFields), ("a integer", .unknownType("integer", field: "a")),
      ("a [list]", .unknownType("[list]", field: "a")), ("a [[int]]", .unknownType("[[int]]", field: "a")),
      (": what", .wrongField(": what")), ("a int b", .wrongField("a int b")),
      ("a, b int, a", .doubleField("a")),
      ("[1, 2]", .wrongField("[1")),
    ] as [(String, SchemaFailure)])
  func refusesWhatIsNone(_ text: String, _ failure: SchemaFailure) {
    #expect(throws: failure) { try SchemaShortForm(text) }
  }

  @Test func isPrintedByACommand() async {
    let result = await TestProgram().run("schema", "name, tags [int]: numbers")
    #expect(
      result
        == .init(
          status: 0,
          output: """
            {
              "type": "object",
              "properties": {
                "name": {
                  "type": "string"
                },
                "tags": {
                  "type": "array",
                  "items": {
                    "type": "integer"
                  },
                  "description": "numbers"
                }
              },
              "required": [
                "name",
                "tags"
              ]
            }

            """, errors: ""))
  }
}
