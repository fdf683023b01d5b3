import RowEngine
import Testing
import Wire

@Suite struct ConveyorTests {
  static func batch(_ texts: String?..., reaching rows: Int) -> RowBatch<String> {
    let items = texts.enumerated().map { index, text in
      RowItem<String>(
        number: rows - texts.count + index + 1, id: .null,
        content: text.map { .success($0) } ?? .failure(RowProblem.empty), size: 10)
    }
    let sendable = texts.indices.filter { texts[$0] != nil }
    return RowBatch(
      items: items, requests: [sendable], bytes: 10 * sendable.count, rowsConsumed: rows,
      mark: InputCheckpoint(bytes: rows, digest: []))
  }

  static func taken(_ buffer: inout ReorderBuffer<String, String>) -> [Int] {
    var reached: [Int] = []
    while let batch = buffer.take() { reached.append(batch.rowsConsumed) }
    return reached
  }

  @Test func batchesComeOutInTheOrderOfTheInput() {
    var buffer = ReorderBuffer<String, String>(window: 3)
    let numbers = (1...3).map { buffer.add(Self.batch("a", reaching: $0)) }
    #expect(!buffer.hasRoom)
    buffer.put([.success("C")], for: [0], of: numbers[2])
    #expect(Self.taken(&buffer) == [])
    buffer.put([.success("A")], for: [0], of: numbers[0])
    #expect(Self.taken(&buffer) == [1])
    buffer.put([.success("B")], for: [0], of: numbers[1])
    #expect(Self.taken(&buffer) == [2, 3])
    #expect(buffer.isEmpty)
  }

  @Test func aBatchIsFinishedWhenAllItsPartsAre() throws {
    var buffer = ReorderBuffer<String, String>(window: 2)
    let number = buffer.add(Self.batch("a", nil, "c", "d", reaching: 4))
    #expect(buffer.contents(of: [2, 3], of: number) == ["c", "d"])
    buffer.put([.success("C"), .success("D")], for: [2, 3], of: number)
    #expect(Self.taken(&buffer) == [])
    buffer.put([.failure(RowProblem.empty)], for: [0], of: number)
    let batch = buffer.take()
    let rows = try #require(batch).rows
    #expect(rows.map { try? $0.result.get() } == [nil, nil, "C", "D"])
    #expect(rows.map(\.item.number) == [1, 2, 3, 4])
  }

  @Test func whatIsHeldIsBounded() {
    var buffer = ReorderBuffer<String, String>(window: 100, capacity: 1000)
    let first = buffer.add(Self.batch("a", reaching: 1))
    let second = buffer.add(Self.batch("b", reaching: 2))
    buffer.put([.success("B")], for: [0], of: second, bytes: 5000)
    #expect(!buffer.hasRoom)
    buffer.put([.success("A")], for: [0], of: first, bytes: 5000)
    #expect(Self.taken(&buffer) == [1, 2])
    #expect(buffer.hasRoom)
  }
}
