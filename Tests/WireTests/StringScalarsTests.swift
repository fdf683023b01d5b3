import Testing
import Wire

struct StringScalarsTests {
  /// Each of these is one character, and none is `<` alone.
  @Test(arguments: [
    ("a<b", "a&lt;b"), ("\u{600}<", "\u{600}&lt;"), ("<\u{338}", "&lt;\u{338}"), ("", ""), ("\r\n", "\r\n"),
  ])
  func aSignIsReplacedWhateverStandsWithIt(_ text: String, _ replaced: String) {
    #expect(Array(text.replacingScalars(["<": "&lt;"]).unicodeScalars) == Array(replaced.unicodeScalars))
  }
}
