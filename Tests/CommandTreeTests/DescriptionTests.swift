import CommandTree
import Testing

@Suite struct DescriptionTests {
  @Test func isTheWholeTreeAsData() throws {
    let root = tree.description()
    #expect(root.children.map(\.name) == ["lamp", "run", "sum", "auth", "models", "__secret"])
    #expect(root.program?.version == "1.0")
    #expect(root.children[4].defaultChild == "list")
    #expect(root.children[3].children[0].path == ["sample", "auth", "login"])
  }

  @Test func anOptionHasAllItsFacts() throws {
    let lamp = tree.description().children[0]
    let size = try #require(lamp.options.first { $0.name == "size" })
    #expect(size.short == "s")
    #expect(size.value == "SIZE")
    #expect(size.choices == ["small", "medium", "large"])
    #expect(size.defaults == ["medium"])
    #expect(size.setting == "size")
    #expect(lamp.options.filter(\.isRepeatable).map(\.name) == ["tag", "file"])
    #expect(lamp.options.filter(\.isNegatable).map(\.name) == ["stream"])
    #expect(lamp.operands.map(\.name) == ["PLACE"])
  }
}
