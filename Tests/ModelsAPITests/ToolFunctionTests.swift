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
      (
        #"{"type":"OBJECT","properties":{"a":{"type":"ARRAY","items":{"type":["String","NULL"]}}}}"#,
        #"{"type":"object","properties":{"a":{"type":"array","items":{"type":["string","null"]}}}}"#
      ),
      (
        #"{"type":"object","properties":{"type":{"type":"STRING","enum":["STRING"],"default":{"type":"X"}}}}"#,
        #"{"type":"object","properties":{"type":{"type":"string","enum":["STRING"],"default":{"type":"X"}}}}"#
      ),
      (
        #"{"type":"object","anyOf":[{"type":"Integer"}],"$defs":{"T":{"type":"BOOLEAN"}}}"#,
        #"{"type":"object","anyOf":[{"type":"integer"}],"$defs":{"T":{"type":"boolean"}}}"#
      ),
      // Names of arguments, which schemas stand behind.
      (
        #"{"type":"object","properties":{"default":{"type":"STRING"},"required":{"const":{"type":"STRING"}}}}"#,
        #"{"type":"object","properties":{"default":{"type":"string"},"required":{"const":{"type":"STRING"}}}}"#
      ),
    ] as [(String?, String)])
  func aSchemaIsOneOfAnObject(_ parameters: String?, _ schema: String) throws {
    let object = try parameters.map { try #require(JSONValue(decoding: $0).object) }
    #expect(JSONValue.object(ToolFunction("f", parameters: object).schema).text == schema)
  }
}
