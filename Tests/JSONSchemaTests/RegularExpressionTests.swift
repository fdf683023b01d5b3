import Testing

@testable import JSONSchema

struct RegularExpressionTests {
  @Test(arguments: [
    ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("^abc$", "abc\n", false), ("", "", true),
    ("^a|c$", "xc", true), ("^(?:a|b)+$", "abba", true), ("^a{2}$", "aa", true), ("^a{2}$", "aaa", false),
    ("^a{2,}$", "aaaa", true), ("^a{1,3}$", "aaaa", false), ("^a{0}$", "", true), ("^a*?$", "aa", true),
    ("^.$", "\n", false), ("^.$", "😀", true), ("^[^a]$", "\n", true), (#"^\d+$"#, "٣", false),
    (#"^\w\s\S$"#, "a\u{FEFF}é", true), (#"^\u{1F600}\uD83D\uDE00\x41\cA\0$"#, "😀😀A\u{1}\0", true),
    (#"^\p{Lu}\p{L}\P{L}$"#, "Éa1", true), (#"^\p{Letter}+$"#, "日本", true), (#"^\p{gc=Nd}$"#, "٣", true),
    (#"^\p{Emoji_Presentation}$"#, "😀", true), (#"^[\w.-]+@[\w\-]+$"#, "a.b-c@d-e", true),
    ("^[a-c-]+$", "a-c", true),
    ("^[]$", "", false), ("^[^]$", "x", true), (#"^[\b]$"#, "\u{8}", true), (#"\bfoo\b"#, "a foo.", true),
    (#"\Bo"#, "foo", true), (#"\Bf"#, "foo", false), ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "ab1x", true),
    ("^(?=.*\\d)(?=.*[a-z]).{4,}$", "abcx", false), ("^(?!admin$).*$", "admin", false),
    ("^(?!admin$)", "admins", true),
    ("(?<=€)\\d+$", "€42", true), ("(?<=€)\\d+$", "$42", false), ("(?<!ab)c", "abc", false),
    ("(?<!ab)c", "aac", true),
    ("(?<=(?:ab){2})c", "ababc", true), ("^(?<year>\\d{4})$", "2026", true), ("^(a*)*$", "aaab", false),
    ("^{a}$", "{a}", true), ("^a]$", "a]", true), (#"^\/\_$"#, "/_", true), ("^é$", "e\u{301}", false),
  ])
  func findsWhatItMatches(_ pattern: String, _ text: String, _ isFound: Bool) throws {
    var steps = 1_000_000
    #expect(try RegularExpression(pattern).matches(text, steps: &steps) == isFound)
  }

  @Test(
    arguments: [
      ("(", .unexpectedEnd), ("a)", .unexpected(")", at: 1)), ("[a", .unexpectedEnd),
      ("*", .unexpected("*", at: 0)),
      ("a**", .unexpected("*", at: 2)), ("^*", .unexpected("*", at: 1)), (#"\"#, .unexpectedEnd),
      (#"\Z"#, .unknownEscape(#"\Z"#, at: 0)), (#"\a"#, .unknownEscape(#"\a"#, at: 0)),
      (#"\p{Script=Greek}"#, .unknownProperty("Script=Greek")), ("a{3,1}", .wrongOrder(at: 1)),
      ("[z-a]", .wrongOrder(at: 2)), (#"(a)\1"#, .backReference(at: 3)), (#"\k<a>"#, .backReference(at: 0)),
      ("(?<a>x)(?<a>y)", .groupName("a")), ("(?<1>x)", .groupName("1")), ("(?i)a", .unexpected("?", at: 1)),
      ("(?i:a)", .unexpected("?", at: 1)), ("(?>a)", .unexpected("?", at: 1)),
      ("x{,3}", .unexpected("{", at: 1)),
      ("a{100000}", .tooLarge), ("(?:(?:a{1000}){1000}){1000}", .tooLarge),
      ("(?:(?=a{999})){999}", .tooLarge),
      ("(?:(?:(?:){99999}){99999}){99999}(", .unexpectedEnd),
    ] as [(String, PatternError)])
  func refusesWhatItCannotUse(_ pattern: String, _ error: PatternError) {
    #expect(throws: error) { try RegularExpression(pattern) }
  }

  @Test func whatIsEmptyIsRepeatedWithoutEnd() throws {
    var steps = 1_000_000
    #expect(
      try RegularExpression("^(?:(?:(?:){99999999}){99999999}){99999999}$").matches("", steps: &steps) == true
    )
  }

  @Test func givesUpWhenItsStepsAreUsed() throws {
    var steps = 10_000
    let text = String(repeating: "a", count: 5_000)
    #expect(try RegularExpression("^(?:a?){500}b").matches(text, steps: &steps) == nil)
  }
}
