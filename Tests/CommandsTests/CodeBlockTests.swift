import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

/// Code in an answer, and the files it becomes.
struct CodeBlockTests {
  static let texts: [(String, [CodeBlock])] = [
    ("no code", []), ("```like this``` in a line", []), ("``\nx\n``", []),
    ("```\na\n```", [CodeBlock(info: "", content: "a\n")]),
    (
      "Sure:\n\n```python\nprint(1)\n\nprint(2)\n```\nDone.",
      [CodeBlock(info: "python", content: "print(1)\n\nprint(2)\n")]
    ),
    (
      "```a\n1\n```\n~~~b\n2\n~~~",
      [CodeBlock(info: "a", content: "1\n"), CodeBlock(info: "b", content: "2\n")]
    ),
    ("````md\n```\nx\n```\n````", [CodeBlock(info: "md", content: "```\nx\n```\n")]),
    ("~~~\n```\n~~~", [CodeBlock(info: "", content: "```\n")]),
    ("1. First\n\n   ```sh\n   ls\n     -l\n   ```\n", [CodeBlock(info: "sh", content: "ls\n  -l\n")]),
    ("\t```\n\tx\n\t```", [CodeBlock(info: "", content: "x\n")]),
    ("```js\nhalf\n", [CodeBlock(info: "js", content: "half\n")]),
    ("```js", [CodeBlock(info: "js", content: "")]),
    ("```\r\na\r\n```\r\n", [CodeBlock(info: "", content: "a\n")]),
    ("```\n```", [CodeBlock(info: "", content: "")]),
  ]

  @Test(arguments: texts)
  func areFound(_ text: String, _ blocks: [CodeBlock]) {
    #expect(CodeBlock.all(in: text) == blocks)
  }

  @Test(
    arguments: [
      ("", "", nil), ("Python", "python", nil), ("python main.py", "python", "main.py"),
      ("js title=\"a.js\"", "js", "a.js"), ("js {1,2} title='b.js'", "js", "b.js"),
      ("js linenos=1", "js", nil), ("js {1}", "js", nil), ("sh # 1", "sh", nil),
      ("{.python}", "", nil), ("c++ src/x.cpp", "c++", "src/x.cpp"), ("go:cmd/main.go", "go", "cmd/main.go"),
    ] as [(String, String, String?)])
  func theInfoLineNamesThem(_ info: String, _ language: String, _ name: String?) {
    let block = CodeBlock(info: info)
    #expect(block.language.name == language)
    #expect(block.name == name)
  }

  @Test(arguments: [
    ("py", "python", true), ("Python3", "PY", true), ("bash", "sh", true), ("shell", "zsh", true),
    ("yml", "yaml", true), ("c++", "cpp", true), ("swift", "swift", true), ("c", "c++", false),
    ("java", "javascript", false), ("text", "console", false), ("", "any", false),
  ])
  func aLanguageHasManyNames(_ one: String, _ other: String, _ isSame: Bool) {
    #expect((CodeLanguage(one) == CodeLanguage(other)) == isSame)
  }

  @Test(arguments: [
    ("", "block-1.txt"), ("python", "block-1.py"), ("go", "block-1.go"), ("python main.py", "main.py"),
    ("js title=../../etc/passwd", "passwd"), ("sh /etc/cron.d/x", "x"), ("sh ..", "block-1.sh"),
    ("sh .bashrc", "block-1.sh"), ("sh a/../..", "block-1.sh"), ("py title=a\u{1B}b\u{0}.py", "ab.py"),
    ("py title=a\u{202E}yp.exe", "ayp.exe"), ("sh -rf", "block-1.sh"), ("sh ~root", "block-1.sh"),
    ("py \(String(repeating: "x", count: 300))", "block-1.py"), ("../../x", "block-1.x"),
    ("c++ a\\b.cpp", "ab.cpp"), ("c++", "block-1.cpp"), ("py title=größe.py", "größe.py"),
    ("sh:../../x.sh", "x.sh"), ("console", "block-1.txt"), ("sh a/", "a"), ("sh //", "block-1.sh"),
  ])
  func aNameLeadsNowhereElse(_ info: String, _ name: String) {
    #expect(CodeBlockFolder.name(of: CodeBlock(info: info), number: 1) == name)
  }

  @Test func nothingIsOverwritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "out/a.py")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/out/b.py", withDestinationPath: "\(folder.path)/elsewhere")
    let blocks = ["py a.py", "py a.py", "py b.py", "py c"].map { CodeBlock(info: $0, content: "\($0)\n") }
    let out = CodeBlockFolder(path: "\(folder.path)/out")
    try out.prepare()
    let files = try out.write(blocks)
    #expect(
      files.map { String($0.dropFirst(folder.path.count)) } == [
        "/out/a-2.py", "/out/a-3.py", "/out/b-2.py", "/out/c",
      ])
    let kept = try String(contentsOfFile: "\(folder.path)/out/a.py", encoding: .utf8)
    #expect(kept == "mine")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/elsewhere"))
  }
}
