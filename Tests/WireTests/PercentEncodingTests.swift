import Testing
import Wire

/// `%XX`, there and back.
struct PercentEncodingTests {
  @Test(arguments: [
    ("AZaz09-._~", "AZaz09-._~"), ("a b", "a%20b"), ("a/b?c#d", "a%2Fb%3Fc%23d"), ("é", "%C3%A9"),
    ("100%", "100%25"), ("+&=", "%2B%26%3D"), ("", ""),
  ])
  func writesAPathSegment(_ text: String, as encoded: String) {
    #expect(PercentEncoding.encodePathSegment(text) == encoded)
    #expect(PercentEncoding.decode(Array(encoded.utf8)) == text)
  }

  @Test(arguments: [
    ("%", "%"), ("%4", "%4"), ("%41", "A"), ("%zz", "%zz"), ("%+5", "%+5"), ("%-0", "%-0"), ("%c3%A9", "é"),
    ("%%41", "%A"), ("%FF", "\u{FFFD}"), ("a+b", "a+b"),
  ])
  func reads(_ encoded: String, as text: String) {
    #expect(PercentEncoding.decode(Array(encoded.utf8)) == text)
  }
}
