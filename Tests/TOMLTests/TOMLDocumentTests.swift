import Testing

@testable import TOML

/// What a document says, and what no document is.
struct TOMLDocumentTests {
  private static func read(_ text: String) throws -> TOMLTable { try TOMLDocument(Array(text.utf8)).root }

  /// As `name=value`, tables in braces.
  private static func words(_ table: TOMLTable) -> String {
    table.members.map { "\($0.name)=\(words($0.value))" }.joined(separator: " ")
  }

  private static func words(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let isTrue): "\(isTrue)"
    case .dateTime(let text, _): text
    case .array(let values): "[\(values.map(words).joined(separator: ","))]"
    case .table(let table): "{\(words(table))}"
    }
  }

  static let valid: [(String, String)] = [
    ("", ""), ("# nothing", ""), ("\u{FEFF}a = 1", "a=1"), ("a = 1\r\n\r\nb=2\r\n", "a=1 b=2"),
    ("\n \t\n  a  =  1  # one\n", "a=1"),
    ("a.b.c = 1\na . b .\"d e\" = 2", "a={b={c=1 d e=2}}"),
    ("'' = 1\n\"a.b\" = 2\n'x\\y' = 3\n1234 = 4\n-_- = 5", "=1 a.b=2 x\\y=3 1234=4 -_-=5"),
    (#"a = "\b\t\n\f\r\"\\\u00e9\U0001F600""#, "a='\u{8}\t\n\u{C}\r\"\\é😀'"),
    (#"a = 'C:\x'"#, #"a='C:\x'"#), ("a = \"\"\"\n\n\"b\"\"\"\"\"", "a='\n\"b\"\"'"),
    ("a = \"\"\"x \\\r\n   \n  y\"\"\"", "a='x y'"), ("a = '''\r\nx\\\r\n'y'''''", "a='x\\\n'y'''"),
    ("a = +1_000\nb = -0\nc = 0xDEAD_beef\nd = 0o17\ne = 0b1_0", "a=1000 b=0 c=3735928559 d=15 e=2"),
    ("a = 9223372036854775807\nb = -9223372036854775808", "a=9223372036854775807 b=-9223372036854775808"),
    (
      "a = 1.5\nb = -1e06\nc = 6.626E-34\nd = 1_0.0_1\ne = -inf\nf = +inf",
      "a=1.5 b=-1000000.0 c=6.626e-34 d=10.01 e=-inf f=inf"
    ),
    ("a = true\nb = false", "a=true b=false"),
    (
      "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 00:32:00.999-07:00",
      "a=1979-05-27T07:32:00Z b=1979-05-27 00:32:00.999-07:00"
    ),
    (
      "a = 2024-02-29\nb = 07:32:00.5\nc = 1979-05-27t07:32:00",
      "a=2024-02-29 b=07:32:00.5 c=1979-05-27t07:32:00"
    ),
    ("a = [ 1, # one\n 'b' , [ ] ,\n]", "a=[1,'b',[]]"),
    ("a = { b = 1, c.d = { } , \"e\" = [{}] }", "a={b=1 c={d={}} e=[{}]}"),
    ("[a.b]\nc = 1\n[a]\nd = 2\n[ a . \"x.y\" ]\n", "a={b={c=1} d=2 x.y={}}"),
    ("[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2\n[[a.e]]\n[[a.e]]", "a=[{b=1},{c={d=2} e=[{},{}]}]"),
    ("a.b = 1\na.c = 2\n[a.d]\ne = 3", "a={b=1 c=2 d={e=3}}"),
    ("\"e\u{301}\" = 1\n\"\u{E9}\" = 2", "e\u{301}=1 \u{E9}=2"),
    ("a = \"\u{2028}\u{9B}\"", "a='\u{2028}\u{9B}'"),
  ]

  @Test(arguments: valid)
  func isRead(_ text: String, as words: String) throws {
    #expect(try Array(Self.words(Self.read(text)).utf8) == Array(words.utf8))
  }

  static let invalid: [(String, Int, TOMLFailure.Problem)] = [
    ("[", 1, .expectedKey), ("[{", 1, .expectedKey), ("[.a]", 1, .expectedKey), ("[[{]]", 1, .expectedKey),
    ("\n[a", 2, .unfinishedHeader), ("[[a]", 1, .unfinishedHeader), ("[ [a]]", 1, .expectedKey),
    ("[a] b = 1", 1, .expectedLineEnd), ("a", 1, .expectedEqualsSign), ("a = ", 1, .expectedValue),
    ("= 1", 1, .expectedKey), ("a..b = 1", 1, .expectedKey), ("\"\"\"a\"\"\" = 1", 1, .expectedKey),
    ("a = 1 b = 2", 1, .expectedLineEnd), ("a = 1\r", 1, .expectedLineEnd),
    ("a = oops", 1, .invalidValue("oops")),
    ("a = 01", 1, .invalidValue("01")), ("a = 1__0", 1, .invalidValue("1__0")),
    ("a = .5", 1, .invalidValue(".5")),
    ("a = 1.", 1, .invalidValue("1.")), ("a = 1.e5", 1, .invalidValue("1.e5")),
    ("a = 0X1", 1, .invalidValue("0X1")),
    ("a = +0x1", 1, .invalidValue("+0x1")), ("a = True", 1, .invalidValue("True")),
    ("a = ++1", 1, .invalidValue("++1")),
    ("a = 9223372036854775808", 1, .integerOutOfRange("9223372036854775808")),
    ("a = 2023-02-29", 1, .invalidValue("2023-02-29")), ("a = 25:00:00", 1, .invalidValue("25:00:00")),
    ("a = 07:32", 1, .invalidValue("07:32")), ("a = 1979-05-27T07:32", 1, .invalidValue("1979-05-27T07:32")),
    ("\na = \"x\n", 2, .unfinishedString), ("a = 'x", 1, .unfinishedString),
    ("\n\na = \"\"\"x\n\n", 3, .unfinishedString),
    ("a = \"\\e\"", 1, .invalidEscape), ("a = \"\\u12\"", 1, .invalidEscape),
    ("a = \"\\ud800\"", 1, .invalidEscape),
    ("a = \"\\u00zz\"", 1, .invalidEscape), ("a = \"\\", 1, .invalidEscape),
    ("a = \"\"\"\\ x\"\"\"", 1, .invalidEscape),
    ("a = \"\u{1}\"", 1, .controlCharacter(1)), ("# \u{7F}", 1, .controlCharacter(0x7F)),
    ("# x\ry", 1, .controlCharacter(0x0D)),
    ("a = [1 2]", 1, .unfinishedArray), ("a = [1,,2]", 1, .expectedValue),
    ("\na = [1,\n", 2, .unfinishedArray),
    ("a = {b = 1,}", 1, .expectedKey), ("a = {b = 1\n}", 1, .unfinishedInlineTable),
    ("a = {,}", 1, .expectedKey),
    ("a = {", 1, .expectedKey), ("a = 1\n\na = 2", 3, .duplicate("a")), ("[a]\n[a]", 2, .duplicate("a")),
    ("a = 1\na.b = 2", 2, .notExtensible("a")), ("a.b = 1\n[a]", 2, .duplicate("a")),
    ("a = []\n[[a]]", 2, .duplicate("a")),
    ("a = {}\n[a.b]", 2, .notExtensible("a")), ("[a.b]\n[a]\nb.c = 1", 3, .notExtensible("b")),
    ("[[a]]\n[a]", 2, .duplicate("a")), ("[a]\n[[a]]", 2, .duplicate("a")),
    ("a = {b = 1, b = 2}", 1, .duplicate("b")),
    (String(repeating: "a = [", count: 1) + String(repeating: "[", count: 300), 1, .tooDeep),
    (Array(repeating: "a", count: 300).joined(separator: ".") + " = 1", 1, .tooDeep),
  ]

  @Test(arguments: invalid)
  func isRefused(_ text: String, in line: Int, for problem: TOMLFailure.Problem) {
    #expect(throws: TOMLFailure(line: line, problem: problem)) { try Self.read(text) }
  }

  @Test(arguments: [[0xFF], [0x61, 0x3D, 0x0A, 0xC3], [0x23, 0xED, 0xA0, 0x80]] as [[UInt8]])
  func bytesThatAreNoTextAreRefused(_ bytes: [UInt8]) throws {
    let failure = #expect(throws: TOMLFailure.self) { try TOMLDocument(bytes) }
    #expect(failure?.problem == .invalidUTF8)
  }

  /// Whatever a disk that was full has left of a file.
  @Test func everyPrefixIsReadOrRefused() {
    for text in Self.valid.map(\.0) + Self.invalid.map(\.0) where text.utf8.count < 200 {
      let bytes = Array(text.utf8)
      for end in 0...bytes.count { _ = try? TOMLDocument(Array(bytes[..<end])) }
    }
  }
}
