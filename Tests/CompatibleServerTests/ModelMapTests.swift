import CompatibleServer
import ModelsAPI
import Testing

struct ModelMapTests {
  @Test func theUsersOwnNamesAreKept() {
    let map = ModelMap(aliases: ["fast": "a"], textModel: "b", embeddingModel: "c")
    #expect(map.aliases == ["fast": "a"])
  }
}
