import CommandTree
import FoundationEssentials
import Testing

@testable import Commands

struct TreeTests {
  @Test func treeHasNoMistakes() {
    #expect(CommandTree.sfmodels.mistakes() == [])
  }

  @Test func everyLineThatTheReadmeAdvisesIsUnderstood() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    let text = String(decoding: try Data(contentsOf: URL(filePath: root + "/README.md")), as: UTF8.self)
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("    ") && $0.contains("sfmodels ") }
    let calls = lines.flatMap { line in
      ShellReader.calls(of: "sfmodels", in: String(line.prefix { $0 != "#" }))
    }
    #expect(calls.count > 7)
    for words in calls { _ = try CommandTree.sfmodels.parse(words) }
  }
}
