import Testing
import Wire

/// Forms, as browsers and OAuth servers understand them.
struct FormFieldsTests {
  private func lines(_ form: FormFields) -> [String] { form.fields.map { "\($0.name) = \($0.value)" } }

  @Test(arguments: [
    ("a=1&b=2", ["a = 1", "b = 2"]), ("a", ["a = "]), ("a=", ["a = "]), ("=x", [" = x"]), ("", []),
    ("&&a=1&", ["a = 1"]), ("a=b=c", ["a = b=c"]), ("a+b=c+d", ["a b = c d"]), ("a%2Bb=%26%3D", ["a+b = &="]),
    ("a=1&a=2", ["a = 1", "a = 2"]), ("%C3%A9=%F0%9F%91%8D", ["é = 👍"]), ("a=%", ["a = %"]),
  ])
  func reads(_ text: String, as fields: [String]) {
    #expect(lines(FormFields(decoding: Array(text.utf8))) == fields)
  }

  @Test func writesWhatItReads() {
    let form = FormFields([("grant_type", "client_credentials"), ("secret", "a+b&c=d é*-._~"), ("empty", "")])
    let text = "grant_type=client_credentials&secret=a%2Bb%26c%3Dd+%C3%A9*-._%7E&empty="
    #expect(String(decoding: form.bytes, as: UTF8.self) == text)
    #expect(lines(FormFields(decoding: form.bytes)) == lines(form))
  }

  @Test func findsTheFirstFieldOfAName() {
    let form = FormFields([("a", "1"), ("a", "2")])
    #expect([form["a"], form["b"]] == ["1", nil])
  }
}
