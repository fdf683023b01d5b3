import Testing
import Wire

@testable import JSONSchema

/// What is no schema is refused before it is used.
struct SchemaErrorTests {
  private static func error(_ schema: String) throws -> SchemaError? {
    let document = try JSONValue(decoding: schema)
    do {
      _ = try Schema(document)
      return nil
    } catch {
      return try #require(error as? SchemaError)
    }
  }

  @Test(arguments: [
    (
      #"{"type":"int"}"#,
      #"/type: is "int", none of "array", "boolean", "integer", "null", "number", "object", "string""#
    ),
    (
      #"{"properties":{"age":{"type":7}}}"#,
      #"/properties/age/type: is 7, none of "array", "boolean", "integer", "null", "number", "object", "string""#
    ),
    (#"{"properties":{"a":{"items":{"minLength":-1}}}}"#, "/properties/a/items/minLength: is less than 0"),
    (#"{"required":"name"}"#, "/required: is a string, not an array"),
    (#"{"enum":1}"#, "/enum: is an integer, not an array"),
    (#"{"multipleOf":0}"#, "/multipleOf: is not more than 0"),
    (#"{"$defs":{"x":{"allOf":[]}}}"#, "/$defs/x/allOf: has 0 items, at least 1 are needed"),
    (#"{"properties":{"a":1}}"#, "/properties/a: is an integer, not an object or a boolean"),
    (#"{"required":["a","a"]}"#, "/required: has the same at 0 and 1"),
    ("7", "the whole: is an integer, not an object or a boolean"),
    (
      ##"{"$ref":"#/x","x":{"type":"int"}}"##,
      ##"/x/type: is "int", none of "array", "boolean", "integer", "null", "number", "object", "string""##
    ),
    (##"{"$ref":"#/x","x":7}"##, "/x: is an integer, not an object or a boolean"),
  ])
  func aDocumentThatDoesNotFitTheMetaSchemaIsNone(_ schema: String, _ words: String) throws {
    guard case .unfit(let misfits)? = try Self.error(schema) else {
      Issue.record("\(String(describing: try Self.error(schema)))")
      return
    }
    #expect(misfits.first.map(\.description) == [words])
  }

  @Test(
    arguments: [
      (#"{"$ref":"other.json"}"#, .foreignReference("other.json", at: "#")),
      (
        ##"{"items":{"$ref":"https://example.com/x#y"}}"##,
        .foreignReference("https://example.com/x#y", at: "#/items")
      ),
      (
        ##"{"properties":{"a":{"$ref":"#/$defs/b"}}}"##, .danglingReference("#/$defs/b", at: "#/properties/a")
      ),
      (##"{"$ref":"#b"}"##, .danglingReference("#b", at: "#")),
      (##"{"$dynamicRef":"#b"}"##, .danglingReference("#b", at: "#")),
      (##"{"$ref":"#"}"##, .endlessReference(at: "#")),
      (
        ##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
        .endlessReference(at: "#/$defs/a")
      ),
      (
        #"{"$schema":"http://json-schema.org/draft-07/schema#"}"#,
        .unknownDialect("http://json-schema.org/draft-07/schema#", at: "#")
      ),
      (##"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"##, .doubleIdentifier("#x", at: "#/$defs/b")),
      (##"{"pattern":"("}"##, .pattern("(", .unexpectedEnd, at: "#/pattern")),
      (
        ##"{"patternProperties":{"a{2,1}":true}}"##,
        .pattern("a{2,1}", .wrongOrder(at: 1), at: "#/patternProperties")
      ),
      (##"{"items":{"pattern":"\\1"}}"##, .pattern(##"\1"##, .backReference(at: 0), at: "#/items/pattern")),
    ] as [(String, SchemaError)])
  func whatCannotBeFollowedIsRefused(_ schema: String, _ error: SchemaError) throws {
    let found = try Self.error(schema)
    if case .endlessReference = error, case .endlessReference? = found { return }
    #expect(found == error)
  }

  @Test(arguments: [
    "true", "{}",
    ##"{"$schema":"https://json-schema.org/draft/2020-12/schema#","$ref":"#/$defs/a","$defs":{"a":{}}}"##,
    ##"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"##,
    ##"{"definitions":{"a":{}},"items":{"$ref":"#/definitions/a"}}"##,
    #"{"$id":"https://example.com/tree","type":"object","properties":{"next":{"$ref":"tree"}}}"#,
    ##"{"$ref":"#/x","x":{"type":"string"}}"##, ##"{"properties":{"$ref":{"type":"string"}}}"##,
    #"{"enum":[{"$ref":"elsewhere"}]}"#, #"{"unknown":{"type":"int"}}"#,
  ])
  func whatIsASchemaIsTaken(_ schema: String) throws {
    #expect(try Self.error(schema) == nil)
  }
}
