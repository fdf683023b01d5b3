import ModelsAPI
import Testing
import Wire

struct ToolFunctionTests {
  @Test(
    arguments: [
      (nil, #"{"type":"object","properties":{}}"#),
      (#"{}"#, #"{"type":"object","properties":{}}"#),
      (#"{"type":"object"}"#, #"{"type":"object","properties":{}}"#),
      (#"{"type":"None"}"#, #"{"type":"object","properties":{}}"#),
      (#"{"type":null,"properties":null}"#, #"{"type":"object","properties":{}}"#),
      (
        #"{"type":"object","additionalProperties":false}"#,
        #"{"type":"object","additionalProperties":false,"properties":{}}"#
      ),
      (#"{"properties":{"a":{}}}"#, #"{"properties":{"a":{}},"type":"object"}"#),
      (#"{"type":"object","required":["a"]}"#, #"{"type":"object","required":["a"]}"#),
      (#"{"type":"object","properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{}}}"#),
      (#"{"type":["object","null"],"anyOf":[{}]}"#, #"{"type":["object","null"],"anyOf":[{}]}"#),
    ] as [(String?, String)])
  func aSchemaIsOneOfAnObject(_ parameters: String?, _ schema: String) throws {
    let object = try parameters.map { try #require(JSONValue(decoding: $0).object) }
    #expect(JSONValue.object(ToolFunction("f", parameters: object).schema).text == schema)
  }
}
