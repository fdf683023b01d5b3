import Testing
import Wire

/// Values: what survives, what is looked up, what is merged.
struct JSONValueTests {
  @Test(arguments: [
    #"{"b":1,"a":2}"#, #"[2.0e-5,1.10,-0,1E+2,12345678901234567890123]"#, #"{"a":1,"a":2}"#, "null",
    #"{"":{"":[]},"é":"é","q":"\"\\\n"}"#,
  ])
  func survivesReadingAndWriting(_ text: String) throws {
    #expect(try JSONValue(decoding: text).text == text)
  }

  @Test func countsTheLastOfSeveralMembersWithOneName() throws {
    let value = try JSONValue(decoding: #"{"a":1,"a":2}"#)
    #expect(value["a"] == 2)
  }

  @Test(arguments: [
    ("7", 7), ("-0", 0), ("1.0", 1), ("1e3", 1000), ("2.5", nil), ("1e400", nil),
    ("9223372036854775807", 9_223_372_036_854_775_807), ("9223372036854775808", nil), ("\"7\"", nil),
    ("true", nil),
  ])
  func readsWholeNumbers(_ text: String, as number: Int?) throws {
    #expect(try JSONValue(decoding: text).int == number)
  }

  @Test(arguments: [(0.1, "0.1"), (-2.5, "-2.5"), (1e21, "1e+21"), (.nan, "null"), (.infinity, "null")])
  func writes(_ number: Double, as text: String) {
    #expect(JSONValue(number).text == text)
  }

  @Test func givesOutOnlyWhatItIs() {
    let values: [JSONValue] = [nil, true, 1, "s", [1], ["a": 1]]
    #expect(values.map(\.isNull) == [true, false, false, false, false, false])
    #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
    #expect(values.map(\.double) == [nil, nil, 1, nil, nil, nil])
    #expect(values.map(\.string) == [nil, nil, nil, "s", nil, nil])
    #expect(values.map(\.array) == [nil, nil, nil, nil, [1], nil])
    #expect(values.map(\.object) == [nil, nil, nil, nil, nil, ["a": 1]])
  }

  @Test func looksUpMembersAndTakesNullForNone() {
    let value: JSONValue = ["a": ["b": 1], "n": nil]
    #expect([value["a"]?["b"], value["n"], value["x"], value["a"]?["b"]?["c"]] == [1, nil, nil, nil])
  }

  @Test func setsAppendsAndRemovesMembersInPlace() {
    var object: JSONObject = ["a": 1, "b": 2, "a": 3]
    object["b"] = "new"
    object["c"] = nil
    object["d"] = true
    object.set("e", nil)
    object.set("f", nil as JSONValue?)
    object["a"] = nil
    #expect(object == ["b": "new", "d": true])
  }

  @Test(arguments: [
    (#"{}"#, #"{"a":1}"#, #"{"a":1}"#),
    (#"{"a":1,"b":2}"#, #"{"a":3}"#, #"{"a":3,"b":2}"#),
    (#"{"a":{"x":1,"y":{"z":1}}}"#, #"{"a":{"y":{"w":2}}}"#, #"{"a":{"x":1,"y":{"z":1,"w":2}}}"#),
    (#"{"a":{"x":1}}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
    (#"{"a":[1,2]}"#, #"{"a":[3]}"#, #"{"a":[3]}"#),
    (#"{"a":1}"#, #"{"a":{"x":1}}"#, #"{"a":{"x":1}}"#),
    (#"{"a":1}"#, #"{"a":null}"#, #"{"a":null}"#),
    (#"{"b":1}"#, #"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":3}"#),
  ])
  func merges(_ base: String, with other: String, into result: String) throws {
    var object = try #require(try JSONValue(decoding: base).object)
    object.merge(try #require(try JSONValue(decoding: other).object))
    #expect(JSONValue.object(object).text == result)
  }
}
