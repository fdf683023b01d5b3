import Testing

@testable import Commands

/// What stands for something else in a template's text.
struct PromptTemplateTests {
  static let texts: [(String, [PromptTemplate.Part])] = [
    ("", []), ("plain {text} } }}", [.text("plain {text} } }}")]), ("{{a}}", [.variable("a")]),
    ("x{{ a b }}y", [.text("x"), .variable("a b"), .text("y")]),
    ("{{a}}{{b}}{{a}}", [.variable("a"), .variable("b"), .variable("a")]),
    ("{{input}}\n{{ input }}", [.input, .text("\n"), .input]), ("{{inputs}}", [.variable("inputs")]),
    ("{{file:a b.txt}}{{ file: ~/x }}", [.file("a b.txt"), .file("~/x")]),
    ("{{{{", [.text("{{")]), ("{{{{a}}", [.text("{{a}}")]), ("${{{{ x }}", [.text("${{ x }}")]),
    ("{{{{{{a}}", [.text("{{"), .variable("a")]), ("{{{{{{{{", [.text("{{{{")]),
    ("é{{ü}}日", [.text("é"), .variable("ü"), .text("日")]),
    ("a\r\n{{b}}\r\n", [.text("a\r\n"), .variable("b"), .text("\r\n")]),
  ]

  @Test(arguments: texts)
  func isReadInParts(_ text: String, _ parts: [PromptTemplate.Part]) throws {
    #expect(try PromptTemplate(text).parts == parts)
  }

  static let mistakes: [(String, Int, PromptTemplate.Mistake.Problem)] = [
    ("{{", 1, .unclosed), ("a\n{{b\n}}", 2, .unclosed), ("{{a}}\n\n x {{b} }", 3, .unclosed),
    ("{{}}", 1, .nameless), ("\n{{  }}", 2, .nameless), ("{{file:}}", 1, .nameless),
    ("{{file: }}", 1, .nameless), ("{{{", 1, .unclosed),
  ]

  @Test(arguments: mistakes)
  func aMistakeIsNamedWithItsLine(_ text: String, _ line: Int, _ problem: PromptTemplate.Mistake.Problem) {
    #expect(throws: PromptTemplate.Mistake(line: line, problem: problem)) { try PromptTemplate(text) }
  }
}
