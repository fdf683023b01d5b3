import Testing
import Wire

/// Strings are looked at eight bytes at a time: each kind of byte, at each place, in strings of each length.
struct JSONStringPlaceTests {
  private static let bytes: [UInt8] =
    Array(0..<0x20) + [0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0xFF]

  /// What becomes of a string of letters that has one other byte at a place.
  private static func expected(_ byte: UInt8, at place: Int, of length: Int) -> Result<String, JSONError> {
    let letters = Array(repeating: UInt8(ascii: "a"), count: length)
    switch byte {
    case 0..<0x20: return .failure(JSONError(.controlCharacterInString, at: place + 1))
    case UInt8(ascii: "\""): return .failure(JSONError(.trailingBytes, at: place + 2))
    case UInt8(ascii: "\\"):
      // Behind the last letter stands the quote.
      return place == length - 1
        ? .failure(JSONError(.unexpectedEnd, at: length + 2))
        : .failure(JSONError(.invalidEscape, at: place + 1))
    case 0x80...: return .failure(JSONError(.invalidUTF8, at: 1))
    default:
      var text = letters
      text[place] = byte
      return .success(String(decoding: text, as: UTF8.self))
    }
  }

  private static func read(_ text: [UInt8]) -> Result<String, JSONError> {
    Result { () throws(JSONError) in try JSONValue(decoding: text).string ?? "" }
  }

  @Test func everyByteAtEveryPlace() {
    for length in 1...19 {
      for place in 0..<length {
        for byte in Self.bytes {
          var text = Array("\"\(String(repeating: "a", count: length))\"".utf8)
          text[place + 1] = byte
          #expect(
            Self.read(text) == Self.expected(byte, at: place, of: length), "\(byte) at \(place) of \(length)")
        }
      }
    }
  }

  @Test func charactersOfSeveralBytesAtEveryPlace() {
    for character in ["é", "€", "👋", "\u{80}", "\u{FFFF}"] {
      for place in 0..<20 {
        let text = String(repeating: "a", count: place) + character + "b"
        #expect(Self.read(Array("\"\(text)\"".utf8)) == .success(text))
      }
    }
  }

  @Test func escapesAtEveryPlace() {
    for place in 0..<20 {
      let letters = String(repeating: "a", count: place)
      #expect(
        Self.read(Array(#""\#(letters)\"\n\\\#(letters)""#.utf8)) == .success("\(letters)\"\n\\\(letters)"))
      #expect(Self.read(Array(#""\#(letters)\u0041é""#.utf8)) == .success("\(letters)Aé"))
    }
  }
}

/// Names of members are compared where they stand.
struct JSONMemberNameTests {
  private func names(_ text: String) throws -> [(text: String, isID: Bool)] {
    var reader = JSONReader(Array(text.utf8))
    var names: [(String, Bool)] = []
    try reader.object { (name, _) throws(JSONError) in names.append((name.text, name == "id")) }
    return names
  }

  @Test(arguments: [
    (#"{"id":1}"#, "id", true), (#"{"\u0069d":1}"#, "id", true), (#"{"ID":1}"#, "ID", false),
    (#"{"i":1}"#, "i", false),
    (#"{"id ":1}"#, "id ", false), (#"{"idd":1}"#, "idd", false), (#"{"":1}"#, "", false),
    (#"{"ïd":1}"#, "ïd", false),
    (#"{"\ud800":1}"#, "\u{FFFD}", false), (#"{"a\"b":1}"#, "a\"b", false),
  ])
  func areCompared(_ text: String, _ name: String, _ isID: Bool) throws {
    let found = try names(text)
    #expect(found.map(\.text) == [name] && found.map(\.isID) == [isID])
  }

  @Test(arguments: [
    ([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D] as [UInt8], JSONError(.invalidUTF8, at: 2)),
    (Array("{\"a\u{1}\":1}".utf8), JSONError(.controlCharacterInString, at: 3)),
    (Array(#"{"\x":1}"#.utf8), JSONError(.invalidEscape, at: 2)),
    (Array(#"{"a"#.utf8), JSONError(.unexpectedEnd, at: 3)),
  ])
  func areCheckedAsStringsAre(_ text: [UInt8], _ error: JSONError) {
    var reader = JSONReader(text)
    #expect(throws: error) { try reader.object { (_, _) throws(JSONError) in } }
  }
}
