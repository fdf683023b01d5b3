import Testing
import Wire

/// Reading piece by piece.
struct JSONReaderTests {
  private func reader(_ text: String) -> JSONReader { JSONReader(Array(text.utf8)) }

  @Test func readsTheMembersItIsAskedForAndSkipsTheRest() throws {
    var reader = reader(#"{"before":{"x":[1,{}]},"text":"hi","after":[true,"]"],"n":2.50}"#)
    var read: [String] = []
    try reader.object { (name, reader) throws(JSONError) in
      switch name {
      case "text": read.append(try reader.string())
      case "n": read.append(try reader.number())
      default: break
      }
    }
    try reader.end()
    #expect(read == ["hi", "2.50"])
  }

  @Test func readsTheElementsItIsAskedForAndSkipsTheRest() throws {
    var reader = reader(#"[1, "two", [3], {"four":4}, null]"#)
    var strings: [String] = []
    try reader.array { (reader) throws(JSONError) in
      if try reader.kind() == .string { strings.append(try reader.string()) }
    }
    try reader.end()
    #expect(strings == ["two"])
  }

  @Test func seesMembersInOrderAlsoWhereNamesRepeat() throws {
    var reader = reader(#"{"b":1,"a":2,"b":3,"\u0062":4}"#)
    var names: [String] = []
    try reader.object { (name, _) throws(JSONError) in names.append(name.text) }
    #expect(names == ["b", "a", "b", "b"])
  }

  @Test(arguments: [
    ("null", JSONReader.Kind.null), (" true", .bool), ("false", .bool), ("-1", .number), ("\n0", .number),
    ("\"\"", .string), ("[", .array), ("{", .object),
  ])
  func tellsTheKindWithoutReading(_ text: String, _ kind: JSONReader.Kind) throws {
    var reader = reader(text)
    #expect(try reader.kind() == kind)
    #expect(try reader.kind() == kind)
  }

  @Test(arguments: [
    ("  [1, 2]  ", "[1, 2]"), (#"{"a":"}"} "#, #"{"a":"}"}"#), (" -1.50e3 ", "-1.50e3"),
    (#" "\"" "#, #""\"""#),
    (" null,", "null"),
  ])
  func tellsWhereASkippedValueStands(_ text: String, _ value: String) throws {
    var reader = reader(text)
    let range = try reader.skip()
    #expect(String(decoding: reader.bytes[range], as: UTF8.self) == value)
    #expect(reader.position == range.upperBound)
  }

  @Test func findsVectorsInsideAnAnswer() throws {
    var reader = reader(#"{"data":[{"v":[0.10, -2e-5]},{"v":[]}]}"#)
    var vectors: [String] = []
    try reader.object { (_, reader) throws(JSONError) in
      try reader.array { (reader) throws(JSONError) in
        try reader.object { (_, reader) throws(JSONError) in
          let found = try reader.numbers()
          vectors.append("\(found.count): \(String(decoding: reader.bytes[found.range], as: UTF8.self))")
        }
      }
    }
    #expect(vectors == ["2: [0.10, -2e-5]", "0: []"])
  }

  @Test(arguments: [
    ("[1,\"2\"]", JSONError(.invalidNumber, at: 3)), ("[1,[2]]", JSONError(.invalidNumber, at: 3)),
    ("[null]", JSONError(.invalidNumber, at: 1)), ("[1", JSONError(.unexpectedEnd, at: 2)),
    ("{}", JSONError(.expected("an array"), at: 0)),
    ("[1;2]", JSONError(.unexpected(UInt8(ascii: ";")), at: 2)),
  ])
  func refusesAVectorThatHoldsAnythingButNumbers(_ text: String, _ error: JSONError) {
    var reader = reader(text)
    #expect(throws: error) { try reader.numbers() }
  }

  @Test(arguments: [
    ("[]", true), ("[0.1,-2e-5,1e0,3.4028234e38,-3.4e+38]", true), ("[1e-999]", true),
    ("[1e999]", false), ("[-1E+999]", false), ("[0.5,1e39]", false), ("[3.5e38]", false),
    ("[0.0000000000000000000000000000000000000000001]", true),
    ("[99999999999999999999999999999999999999]", true),
    ("[999999999999999999999999999999999999999]", false),
    ("[10000000000000000000000000000000000000000e-9]", true),
  ])
  func tellsWhetherAVectorFitsIntoFloats(_ text: String, _ areFloats: Bool) throws {
    var reader = reader(text)
    #expect(try reader.numbers().areFloats == areFloats)
  }

  @Test func saysWhatItExpectedWhereSomethingElseStands() {
    func error(_ text: String, _ read: (inout JSONReader) throws(JSONError) -> Void) -> JSONError? {
      var reader = reader(text)
      do throws(JSONError) {
        try read(&reader)
        return nil
      } catch {
        return error
      }
    }
    let errors = [
      error(" 1") { (reader) throws(JSONError) in _ = try reader.string() },
      error("\"1\"") { (reader) throws(JSONError) in _ = try reader.number() },
      error("1") { (reader) throws(JSONError) in _ = try reader.bool() },
      error("1") { (reader) throws(JSONError) in try reader.null() },
      error("[]") { (reader) throws(JSONError) in try reader.object { (_, _) throws(JSONError) in } },
      error("{}") { (reader) throws(JSONError) in try reader.array { (_) throws(JSONError) in } },
    ]
    #expect(
      errors == [
        JSONError(.expected("a string"), at: 1), JSONError(.invalidNumber, at: 0),
        JSONError(.expected("false"), at: 0), JSONError(.expected("null"), at: 0),
        JSONError(.expected("an object"), at: 0), JSONError(.expected("an array"), at: 0),
      ])
  }

  @Test func describesAnErrorInWords() {
    let errors: [JSONError] = [
      JSONError(.unexpectedEnd, at: 4), JSONError(.unexpected(UInt8(ascii: "]")), at: 3),
      JSONError(.expected("an object"), at: 0), JSONError(.tooDeep, at: 256),
    ]
    #expect(
      errors.map(\.description) == [
        "the text ends early at byte 4", "unexpected ']' at byte 3", "expected an object at byte 0",
        "the nesting is too deep at byte 256",
      ])
  }
}
