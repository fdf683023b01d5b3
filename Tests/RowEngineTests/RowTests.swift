import RowEngine
import Testing

struct RowTests {
  @Test func aRowIsItsNumberAndItsContent() {
    #expect(Row(number: 1, content: .text("a")) != Row(number: 2, content: .text("a")))
  }
}
