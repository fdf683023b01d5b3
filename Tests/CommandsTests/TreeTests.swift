import CommandTree
import Commands
import Testing

struct TreeTests {
  @Test func treeHasNoMistakes() {
    #expect(CommandTree.sfmodels.mistakes() == [])
  }

  @Test func everyRefusableSettingIsAnOptionOfGenerate() throws {
    let generate = try #require(CommandTree.sfmodels.description().children.first { $0.name == "generate" })
    let names = Set(generate.options.map { "--" + $0.name })
    #expect(Set(SettingOptions.allOptionNames).subtracting(names) == [])
  }
}
