import Testing

@testable import Commands

@Suite("Code blocks of an answer")
struct CodeBlockTests {
  static let texts: [(String, [String])] = [
    ("no code", []), ("```like this``` in a line", []), ("``\nx\n``", []), ("```\na\n```", ["a\n"]),
    ("Sure:\n\n```python\nprint(1)\n\nprint(2)\n```\nDone.", ["print(1)\n\nprint(2)\n"]),
    ("```a\n1\n```\n~~~b\n2\n~~~", ["1\n", "2\n"]), ("````md\n```\nx\n```\n````", ["```\nx\n```\n"]),
    ("~~~\n```\n~~~", ["```\n"]), ("1. First\n\n   ```sh\n   ls\n     -l\n   ```\n", ["ls\n  -l\n"]),
    ("\t```\n\tx\n\t```", ["x\n"]), ("```js\nhalf\n", ["half\n"]), ("```js", [""]),
    ("```\r\na\r\n```\r\n", ["a\n"]), ("```\n```", [""]),
  ]

  @Test("are found, with what stands in them", arguments: texts)
  func found(text: String, contents: [String]) {
    #expect(CodeBlock.contents(in: text) == contents)
  }
}
