import Testing
import Wire

@testable import JSONSchema

struct MisfitTests {
  private static func misfits(_ schema: String, _ value: String) throws -> [String] {
    try Schema(JSONValue(decoding: schema)).misfits(of: JSONValue(decoding: value)).first.map(\.description)
  }

  private static let person = """
    {"type": "object", "required": ["name", "age"], "additionalProperties": false,
     "properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": ["integer", "null"], "minimum": 0}}}
    """

  @Test(
    arguments: [
      (person, #"{"name":"a","age":1}"#, []), (person, #"{"name":"a","age":2.0}"#, []),
      (person, "[]", ["the whole: is an array, not an object (#/type)"]),
      (person, #"{"age":1}"#, ["/name: is missing (#/required)"]),
      (
        person, #"{"name":"","age":1.5,"x":0}"#,
        [
          "/name: has 0 characters, at least 1 are needed (#/properties/name/minLength)",
          "/age: is a number, not an integer or null (#/properties/age/type)",
          "/x: is not allowed (#/additionalProperties)",
        ]
      ),
      (person, #"{"name":"a","age":-1}"#, ["/age: is less than 0 (#/properties/age/minimum)"]),
      (
        #"{"items":{"enum":["a",1]}}"#, #"["a",1.0,"b"]"#, [#"/2: is "b", none of "a", 1 (#/items/enum)"#]
      ),
      (#"{"properties":{"a/b":{"const":1}}}"#, #"{"a/b":2}"#, ["/a~1b: is not 1 (#/properties/a~1b/const)"]),
      (#"{"uniqueItems":true}"#, "[1,2,1.0]", ["the whole: has the same at 0 and 2 (#/uniqueItems)"]),
      (#"{"multipleOf":0.01}"#, "0.075", ["the whole: is no multiple of 0.01 (#/multipleOf)"]),
      (
        #"{"patternProperties":{"^n":{"type":"number"}}}"#, #"{"n1":"x"}"#,
        ["/n1: is a string, not a number (#/patternProperties/^n/type)"]
      ),
      (
        ##"{"$ref":"#/$defs/even","$defs":{"even":{"multipleOf":2}}}"##, "3",
        ["the whole: is no multiple of 2 (#/$defs/even/multipleOf)"]
      ),
      (
        #"{"oneOf":[{"minimum":1},{"maximum":5}]}"#, "3",
        ["the whole: fits the schemas 0, 1, not one alone (#/oneOf)"]
      ),
      (
        #"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#,
        ["the whole: has the name 'ab', which does not fit (#/propertyNames)"]
      ),
      (
        #"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#,
        ["/b: is missing, which 'a' demands (#/dependentRequired)"]
      ),
    ] as [(String, String, [String])])
  func saysWhatDoesNotFitAndWhere(_ schema: String, _ value: String, _ misfits: [String]) throws {
    #expect(try Self.misfits(schema, value) == misfits)
  }

  /// Of alternatives none of which fits, the one that was meant is told.
  @Test(
    arguments: [
      (
        #"{"anyOf":[{"type":"null"},{"type":"object","required":["a"]}]}"#, "{}",
        ["/a: is missing (#/anyOf/1/required)"]
      ),
      (
        #"{"anyOf":[{"type":"null"},{"type":"string"}]}"#, "1",
        ["the whole: fits none of the 2 schemas (#/anyOf)"]
      ),
      (
        #"""
        {"oneOf":[{"properties":{"kind":{"const":"cat"},"lives":{"type":"integer"}}},
                  {"properties":{"kind":{"const":"dog"},"bites":{"type":"boolean"}}}]}
        """#, #"{"kind":"dog","bites":1,"lives":"x"}"#,
        ["/bites: is an integer, not a boolean (#/oneOf/1/properties/bites/type)"]
      ),
    ] as [(String, String, [String])])
  func tellsOfTheAlternativeThatWasMeant(_ schema: String, _ value: String, _ misfits: [String]) throws {
    #expect(try Self.misfits(schema, value) == misfits)
  }

  @Test func keepsTheFirstAndCountsTheOthers() throws {
    let zeros = JSONValue.array(Array(repeating: 0, count: 1000))
    let misfits = try Schema(["items": ["type": "string"]]).misfits(of: zeros)
    #expect(misfits.count == 1000)
    #expect(misfits.first.count == 100)
    #expect(misfits.first.first?.instance == "/0")
  }

  @Test(arguments: [
    (#"{"const":"é"}"#, "\"e\\u0301\"", false), (#"{"const":"é"}"#, "\"\\u00e9\"", true),
    (#"{"required":["é"]}"#, "{\"e\\u0301\":1}", false), (#"{"maxLength":1}"#, "\"e\\u0301\"", false),
    (#"{"minLength":2}"#, #""👩‍👩‍👧""#, true), (#"{"const":{"a":1,"b":2}}"#, #"{"b":2.0,"a":1e0}"#, true),
    (#"{"const":1}"#, "true", false),
    (#"{"const":10000000000000000000001}"#, "10000000000000000000000", false),
    (#"{"properties":{"a":{"const":2}}}"#, #"{"a":1,"a":2}"#, true),
  ])
  func comparesAsTheSpecificationDoes(_ schema: String, _ value: String, _ fits: Bool) throws {
    #expect(try Self.misfits(schema, value).isEmpty == fits)
  }
}
