import Testing
import Wire

/// What RFC 8259 calls a JSON text, and what it does not.
struct JSONGrammarTests {
  static let accepted: [(String, JSONValue)] = [
    ("null", nil), ("true", true), ("false", false),
    (" \t\r\n null \t\r\n ", nil),
    ("0", .number("0")), ("-0", .number("-0")), ("7", 7), ("-12", -12),
    ("1.5", .number("1.5")), ("0.0", .number("0.0")), ("-0.25", .number("-0.25")),
    ("1e3", .number("1e3")), ("1E3", .number("1E3")), ("1e+3", .number("1e+3")), ("1e-3", .number("1e-3")),
    ("0e0", .number("0e0")), ("12.50E+07", .number("12.50E+07")), ("1e999", .number("1e999")),
    (#""""#, ""), (#""a""#, "a"), (#"" ""#, " "), ("\"\u{7F}\"", "\u{7F}"),
    ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), ("\"\u{FEFF}\"", "\u{FEFF}"), ("\"é漢👍\"", "é漢👍"),
    ("[]", []), ("[ ]", []), ("[1]", [1]), ("[ 1 , 2 ]", [1, 2]), ("[[],[[]]]", [[], [[]]]),
    ("[null,true,\"\",{}]", [nil, true, "", [:]]),
    ("{}", [:]), ("{ }", [:]), (#"{"":0}"#, ["": 0]), (#"{"a":1}"#, ["a": 1]),
    (#"{ "a" : [ 1 ] , "b" : { } }"#, ["a": [1], "b": [:]]),
    ("\u{FEFF}[1]", [1]),
  ]

  @Test(arguments: accepted)
  func reads(_ text: String, as value: JSONValue) throws {
    #expect(try JSONValue(decoding: text) == value)
  }

  @Test(arguments: accepted)
  func skipsWhatItReads(_ text: String, _: JSONValue) throws {
    var reader = JSONReader(Array(text.utf8))
    try reader.skip()
    try reader.end()
  }

  static let refused: [(String, JSONError)] = [
    ("", JSONError(.unexpectedEnd, at: 0)), ("  ", JSONError(.unexpectedEnd, at: 2)),
    ("\u{FEFF}", JSONError(.unexpectedEnd, at: 3)),
    ("nul", JSONError(.expected("null"), at: 0)), ("nulL", JSONError(.expected("null"), at: 0)),
    ("True", JSONError(.unexpected(UInt8(ascii: "T")), at: 0)), ("tru", JSONError(.expected("true"), at: 0)),
    ("falsy", JSONError(.expected("false"), at: 0)),
    ("NaN", JSONError(.unexpected(UInt8(ascii: "N")), at: 0)),
    ("nullx", JSONError(.trailingBytes, at: 4)), ("1 2", JSONError(.trailingBytes, at: 2)),
    ("{}}", JSONError(.trailingBytes, at: 2)), ("[1]#", JSONError(.trailingBytes, at: 3)),
    ("1\u{A0}", JSONError(.trailingBytes, at: 1)), ("[1]\u{0}", JSONError(.trailingBytes, at: 3)),
    ("+1", JSONError(.unexpected(UInt8(ascii: "+")), at: 0)), ("-", JSONError(.invalidNumber, at: 0)),
    (".5", JSONError(.unexpected(UInt8(ascii: ".")), at: 0)), ("01", JSONError(.invalidNumber, at: 0)),
    ("-01", JSONError(.invalidNumber, at: 0)), ("00", JSONError(.invalidNumber, at: 0)),
    ("1.", JSONError(.invalidNumber, at: 0)), ("1.e1", JSONError(.invalidNumber, at: 0)),
    ("1e", JSONError(.invalidNumber, at: 0)), ("1e+", JSONError(.invalidNumber, at: 0)),
    ("1eE2", JSONError(.invalidNumber, at: 0)), ("--1", JSONError(.invalidNumber, at: 0)),
    ("-a", JSONError(.invalidNumber, at: 0)), ("0x1F", JSONError(.trailingBytes, at: 1)),
    ("1.2.3", JSONError(.trailingBytes, at: 3)), ("1_000", JSONError(.trailingBytes, at: 1)),
    ("-Infinity", JSONError(.invalidNumber, at: 0)), ("１", JSONError(.unexpected(0xEF), at: 0)),
    ("\"", JSONError(.unexpectedEnd, at: 1)), ("\"a", JSONError(.unexpectedEnd, at: 2)),
    ("\"\\", JSONError(.unexpectedEnd, at: 2)), ("\"\\\"", JSONError(.unexpectedEnd, at: 3)),
    ("'a'", JSONError(.unexpected(UInt8(ascii: "'")), at: 0)),
    ("\"\n\"", JSONError(.controlCharacterInString, at: 1)),
    ("\"a\tb\"", JSONError(.controlCharacterInString, at: 2)),
    ("\"\u{0}\"", JSONError(.controlCharacterInString, at: 1)),
    ("\"\u{1F}\"", JSONError(.controlCharacterInString, at: 1)),
    (#""\x41""#, JSONError(.invalidEscape, at: 1)), (#""\'""#, JSONError(.invalidEscape, at: 1)),
    ("\"\\\n\"", JSONError(.invalidEscape, at: 1)), (#""\u""#, JSONError(.invalidEscape, at: 1)),
    (#""\u12""#, JSONError(.invalidEscape, at: 1)), (#""\u123g""#, JSONError(.invalidEscape, at: 1)),
    (#""\u+123""#, JSONError(.invalidEscape, at: 1)), (#""\U0041""#, JSONError(.invalidEscape, at: 1)),
    (#""\uD834\u""#, JSONError(.invalidEscape, at: 7)), (#""\é""#, JSONError(.invalidEscape, at: 1)),
    ("[", JSONError(.unexpectedEnd, at: 1)), ("[1", JSONError(.unexpectedEnd, at: 2)),
    ("[1,", JSONError(.unexpectedEnd, at: 3)), ("[1,]", JSONError(.unexpected(UInt8(ascii: "]")), at: 3)),
    ("[,1]", JSONError(.unexpected(UInt8(ascii: ",")), at: 1)),
    ("[,]", JSONError(.unexpected(UInt8(ascii: ",")), at: 1)),
    ("[1,,2]", JSONError(.unexpected(UInt8(ascii: ",")), at: 3)),
    ("[1 2]", JSONError(.unexpected(UInt8(ascii: "2")), at: 3)),
    ("[1}", JSONError(.unexpected(UInt8(ascii: "}")), at: 2)),
    ("]", JSONError(.unexpected(UInt8(ascii: "]")), at: 0)),
    ("[\u{B}1]", JSONError(.unexpected(0x0B), at: 1)),
    ("[1/**/]", JSONError(.unexpected(UInt8(ascii: "/")), at: 2)),
    ("{", JSONError(.unexpectedEnd, at: 1)), ("{a:1}", JSONError(.expected("a string"), at: 1)),
    ("{1:1}", JSONError(.expected("a string"), at: 1)), (#"{"a"}"#, JSONError(.expected("':'"), at: 4)),
    (#"{"a",1}"#, JSONError(.expected("':'"), at: 4)),
    (#"{"a":}"#, JSONError(.unexpected(UInt8(ascii: "}")), at: 5)),
    (#"{"a":1,}"#, JSONError(.expected("a string"), at: 7)),
    (#"{,"a":1}"#, JSONError(.expected("a string"), at: 1)),
    (#"{"a":1 "b":2}"#, JSONError(.unexpected(UInt8(ascii: "\"")), at: 7)),
    (#"{"a"::1}"#, JSONError(.unexpected(UInt8(ascii: ":")), at: 5)),
    (#"{"a":1]"#, JSONError(.unexpected(UInt8(ascii: "]")), at: 6)),
  ]

  @Test(arguments: refused)
  func refuses(_ text: String, with error: JSONError) {
    #expect(throws: error) { try JSONValue(decoding: text) }
  }

  @Test(arguments: refused)
  func refusesToSkipWhatItRefusesToRead(_ text: String, with error: JSONError) {
    var reader = JSONReader(Array(text.utf8))
    #expect(throws: error) {
      try reader.skip()
      try reader.end()
    }
  }

  static let notUTF8: [[UInt8]] = [
    [0xFF], [0x80], [0xC3], [0xC3, 0x28], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80],
    [0xF4, 0x90, 0x80, 0x80],
    [0xF0, 0x9F, 0x91],
  ]

  @Test(arguments: notUTF8)
  func refusesStringsThatAreNotUTF8(_ bytes: [UInt8]) {
    let text = Array("[\"".utf8) + bytes + Array("\"]".utf8)
    let error = JSONError(.invalidUTF8, at: 2)
    #expect(throws: error) { try JSONValue(decoding: text) }
    #expect(throws: error) {
      var reader = JSONReader(text)
      try reader.skip()
    }
  }

  @Test func refusesMoreNestingThanItsLimit() throws {
    let deep = Array((String(repeating: "[", count: 256) + String(repeating: "]", count: 256)).utf8)
    #expect(throws: Never.self) { try JSONValue(decoding: deep) }
    #expect(throws: JSONError(.tooDeep, at: 256)) { try JSONValue(decoding: [UInt8(ascii: "[")] + deep) }
  }

  @Test func refusesToSkipMoreNestingThanItsLimit() {
    let endless = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
    #expect(throws: JSONError(.tooDeep, at: 256)) {
      var reader = JSONReader(endless)
      try reader.skip()
    }
  }

  @Test func countsTheBracketsAroundWhatIsSkipped() {
    var reader = JSONReader(Array("[{\"a\":[]}]".utf8), depthLimit: 2)
    #expect(throws: JSONError(.tooDeep, at: 6)) { try reader.array { (_) throws(JSONError) in } }
  }

  static let whole =
    #"{"name":"caf\u00e9 \uD83D\uDC4D é","list":[1,-2.5e-7,true,false,null,{}],"empty":{"a":""}}"#

  @Test(arguments: 0..<whole.utf8.count)
  func refusesATextCutShort(at count: Int) {
    let text = Array(Self.whole.utf8.prefix(count))
    #expect(throws: JSONError.self) { try JSONValue(decoding: text) }
    #expect(throws: JSONError.self) {
      var reader = JSONReader(text)
      try reader.skip()
    }
  }

  @Test(arguments: 0..<whole.utf8.count)
  func survivesAnyByteAnywhere(at index: Int) {
    for byte in UInt8.min...UInt8.max {
      var text = Array(Self.whole.utf8)
      text[index] = byte
      var reader = JSONReader(text)
      let isSkipped = (try? reader.skip()) != nil && (try? reader.end()) != nil
      let isRead = (try? JSONValue(decoding: text)) != nil
      #expect(isSkipped == isRead, "byte \(byte) at \(index)")
    }
  }
}
