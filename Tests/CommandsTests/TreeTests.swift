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

  @Test func everyVariableThatIsReadIsExplained() throws {
    let sources = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Sources"
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources).filter { $0.hasSuffix(".swift") }
    let read = try files.flatMap { file in
      let data = try Data(contentsOf: URL(filePath: "\(sources)/\(file)"))
      return String(decoding: data, as: UTF8.self).matches(of: /(?:variable\(|environment\[)"([A-Z_]+)"/)
        .map { String($0.output.1) }
    }
    let explained = CommandTree.sfmodels.everyVariable.flatMap { $0.name.split(separator: ", ") }
    #expect(Set(read).subtracting(explained.map(String.init)) == ["HOME", "PATH"])
  }
}
