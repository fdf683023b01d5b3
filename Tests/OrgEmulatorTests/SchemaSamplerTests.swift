import Testing
import Wire

@testable import OrgEmulator

@Suite struct ImprovisationTests {
  @Test(arguments: [
    (#"{"type": "string"}"#, #""hello""#),
    (#"{"type": "integer"}"#, "1"),
    (#"{"type": "integer", "minimum": 3}"#, "3"),
    (#"{"type": "integer", "exclusiveMinimum": 3}"#, "4"),
    (#"{"type": "integer", "maximum": -2}"#, "-2"),
    (#"{"type": "integer", "exclusiveMaximum": 1}"#, "0"),
    (#"{"type": "integer", "minimum": 3, "multipleOf": 5}"#, "5"),
    (#"{"type": "number"}"#, "1.0"),
    (#"{"type": "number", "exclusiveMinimum": 0, "maximum": 1}"#, "0.5"),
    (#"{"type": "boolean"}"#, "true"),
    (#"{"type": "null"}"#, "null"),
    (#"{"type": ["null", "integer"]}"#, "1"),
    (#"{"const": "x"}"#, #""x""#),
    (#"{"enum": ["red", "blue"]}"#, #""blue""#),
    (#"{"enum": [7, 8]}"#, "7"),
    (#"{"type": "array", "items": {"type": "integer"}}"#, "[1]"),
    (#"{"type": "array", "items": {"type": "integer"}, "minItems": 2}"#, "[1,1]"),
    (#"{"type": "array", "items": {"type": "integer"}, "maxItems": 0}"#, "[]"),
    (#"{"type": "string", "minLength": 7}"#, #""helloxx""#),
    (#"{"type": "string", "maxLength": 2}"#, #""he""#),
    (#"{"type": "string", "format": "date"}"#, #""2025-06-15""#),
    (#"{"properties": {"a": {}, "b": {"type": "integer"}}}"#, #"{"a":"some a","b":1}"#),
    (#"{"properties": {"a": {}, "b": {"type": "integer"}}, "required": ["b"]}"#, #"{"b":1}"#),
    (#"{"anyOf": [{"type": "null"}, {"type": "integer"}]}"#, "1"),
    (
      #"{"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"const": 2}}}]}"#,
      #"{"a":1,"b":2}"#
    ),
    (##"{"$ref": "#/$defs/n", "$defs": {"n": {"type": "integer"}}}"##, "1"),
    (#"{"properties": {"city": {"type": "string"}}}"#, #"{"city":"New York"}"#),
    (#"{"properties": {"query": {"type": "string"}}}"#, #"{"query":"blue skies in New York, today"}"#),
    ("{}", #""hello""#), ("true", #""hello""#),
  ])
  func aValueFitsItsSchema(_ schema: String, _ expected: String) throws {
    let improvisation = SchemaSampler(
      about: "blue skies in New York, today", schema: try JSONValue(decoding: schema))
    #expect(improvisation.value.text == expected)
  }

  @Test func aSchemaThatSpeaksOfItselfEnds() throws {
    let schema = try JSONValue(
      decoding:
        ##"{"properties": {"next": {"$ref": "#"}, "all": {"type": "array", "items": {"$ref": "#"}}}}"##)
    #expect(SchemaSampler(about: "", schema: schema).value.text.utf8.count < 10_000)
  }

  @Test(arguments: [
    ("use get_weather", ["get_weather"]), ("Weather?", ["get_weather"]), ("the time", []),
    ("read a file", ["readFile"]), ("read it", []),
    ("readFile and get_weather", ["get_weather", "readFile"]), ("weathered", []),
    ("get_weather " + String(repeating: "x ", count: 500), []),
  ])
  func toolsFitWhatIsSaid(_ text: String, _ expected: [String]) {
    let functions = ["get_weather", "now", "readFile"].map { AvailableTools.Function(name: $0) }
    #expect(ToolRelevance(words: text).functions(among: functions).map(\.name) == expected)
  }

  @Test(arguments: [
    ("", []), ("one", ["one"]), ("one  two\nthree ", ["one", "  two", "\nthree", " "]), (" a", [" a"]),
  ])
  func aTextIsSplitIntoWords(_ text: String, _ expected: [String]) {
    #expect(WordPieces.split(text) == expected)
  }

  @Test(arguments: [
    ("one two three", 2, "one two"), ("one", 1, "one"), ("abcdefgh", 1, "abcde"), ("äöüäöü", 1, "äö"),
    ("x", 0, ""),
  ])
  func aTextIsCutByTokens(_ text: String, _ limit: Int, _ expected: String) {
    #expect(TokenCounter.prefix(of: text, tokens: limit) == expected)
  }

  @Test func directivesAreTakenOutOfAText() {
    #expect(Directives.plainText(of: "a [[toxic]]b [[x]] [c]") == "a b  [c]")
  }
}
