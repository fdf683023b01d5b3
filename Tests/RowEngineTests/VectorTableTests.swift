import FoundationEssentials
import TestSupport
import Testing
import Wire

@testable import RowEngine
@testable import Vectors

/// Files of vectors as tables that can be read again and again.
struct VectorTableTests {
  private static let lines = """
    {"id":"a","text":"one","kind":"x","embedding":[1,2]}

    {"id":null,"kind":7,"embedding":[3,4e0]}
    {"embedding":[5,1e999],"text":null}
    """

  private func table(
    _ content: [UInt8], fields: [String] = [], rows: String? = nil, ids: String? = nil,
    longestText: Int? = nil
  ) throws -> (numbers: [[Float]], details: [RowDetails]) {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, to: "v")
    if let ids { try folder.write(Array(ids.utf8), to: "v.ids") }
    var rest = rows.map { Array($0.utf8) }
    let source = rows.map { _ in
      RowReader(.jsonl) {
        defer { rest = [] }
        return rest ?? []
      }
    }
    do {
      let table = try VectorFile(path).table(
        fields: fields, optional: ["id", "text"], longestText: longestText, rows: source,
        copyingTo: folder.path)
      let numbers = try (0..<table.matrix.rows).map { try table.matrix.row($0) }
      var reader = try table.makeDetails()
      return (numbers, try numbers.map { _ in try reader.next() })
    } catch let failure as VectorFileFailure {
      throw failure.within(path)
    }
  }

  @Test func linesKeepWhatIsAskedFor() throws {
    let (numbers, details) = try table(Array(Self.lines.utf8), fields: ["kind"])
    #expect(numbers == [[1, 2], [3, 4], [5, .infinity]])
    #expect(
      details == [
        RowDetails(id: "a", members: ["id": "a", "text": "one", "kind": "x"]),
        RowDetails(id: 3, members: ["id": 3, "kind": 7]),
        RowDetails(id: 4, members: ["text": nil, "id": 4]),
      ])
  }

  @Test func arraysAndTablesAreReadAlike() throws {
    let array = "[{\"id\":1,\"text\":\"a\",\"embedding\":[1,2]},\n{\"embedding\":[3,4]}]"
    #expect(try table(Array(array.utf8)).numbers == [[1, 2], [3, 4]])
    let text = "id,kind,embedding\nx,\"a,b\",\"[1,2]\"\ny,,\"[3,4]\"\n"
    let (numbers, details) = try table(Array(text.utf8), fields: ["kind"])
    #expect(numbers == [[1, 2], [3, 4]])
    #expect(details.map(\.members) == [["id": "x", "kind": "a,b"], ["id": "y", "kind": ""]])
  }

  @Test func aMatrixHasItsIDsBesideIt() throws {
    let content = matrix([[1, 2], [.nan, .nan], [3, 4]])
    #expect(try table(content).details.map(\.id) == [1, 2, 3])
    #expect(try table(content, ids: "\"a\"\n7\nplain\n").details.map(\.id) == ["a", 7, "plain"])
    let rows = "{\"id\":\"u\",\"text\":\"t\"}\n{\"kind\":1}\n{\"id\":\"w\"}\n"
    #expect(
      try table(content, fields: ["kind"], rows: rows).details.map(\.members) == [
        ["id": "u", "text": "t"], ["kind": 1, "id": 2], ["id": "w"],
      ])
    #expect(try table(content, rows: rows, ids: "1\n2\n3\n").details.map(\.id) == [1, 2, 3])
  }

  @Test(
    arguments: [
      (
        "{\"embedding\":[1,2]}\n{\"embedding\":[1]}\n",
        .unequalDimensions(path: "v", row: 2, found: 1, expected: 2)
      ),
      ("id,embedding\n1,[1]\n2,\"[1,2]\"\n", .unequalDimensions(path: "v", row: 2, found: 2, expected: 1)),
      ("{\"embedding\":[1,2]}\n[1,2]\n", .notAVector(path: "v", row: 2)),
      ("{\"embedding\":\"none\"}\n", .notAVector(path: "v", row: 1)),
      ("[{\"embedding\":[1,null]}]", .notAVector(path: "v", row: 1)),
      ("id,embedding\n1,[1]\n2,none\n", .notAVector(path: "v", row: 2)),
      ("{\"embedding\":[]}\n", .notAVector(path: "v", row: 1)),
      ("[{\"embedding\":[1,2]}", .cutOff(path: "v")),
    ] as [(String, VectorFileFailure)])
  func whatIsNoVectorIsNamed(_ content: String, _ failure: VectorFileFailure) throws {
    #expect(throws: failure) { try table(Array(content.utf8)) }
  }

  @Test func rowsOfAnotherNumberAreRefused() throws {
    #expect(throws: VectorFileFailure.otherRows(path: "v", found: 1, expected: 2)) {
      try table(matrix([[1, 2], [3, 4]]), rows: "{\"id\":1}\n")
    }
  }

  @Test(arguments: [
    "{\"id\":1,\"embedding\":[1,2]}\n", "id,embedding\n1,\"[1,2]\"\n", "[{\"id\":1,\"embedding\":[1]}]",
  ])
  func aFieldThatNoRowHasIsNamed(_ content: String) throws {
    #expect(throws: RowInputFailure.self) { try table(Array(content.utf8), fields: ["kind"]) }
  }

  @Test(arguments: [
    "{\"id\":\"a\"}\n{\"id\":\"b\",\"embedding\":[1,2]}\n{\"id\":\"c\",\"embedding\":null}\n",
    "[{\"id\":\"a\"},{\"id\":\"b\",\"embedding\":[1,2]},{\"id\":\"c\",\"embedding\":null}]",
    "id,embedding\na,\nb,\"[1,2]\"\nc,\n",
  ])
  func rowsWithoutAVectorAreCounted(_ content: String) throws {
    let folder = try TemporaryFolder()
    let table = try VectorFile(try folder.write(content, to: "v")).table(
      fields: [], optional: ["id"], copyingTo: folder.path)
    var reader = try table.makeDetails()
    #expect(table.matrix.rows == 1 && table.withoutVector == 2)
    #expect(try reader.next().id == "b")
  }

  @Test func textsAreShortenedWhereThatIsAskedForAndIDsNever() throws {
    let text = String(repeating: "é", count: 1001)
    let line = JSONValue.object(["id": .string(text), "text": .string(text), "embedding": [1, 2]]).text
    let shortened = try table(Array(line.utf8), longestText: 1000).details[0].members
    #expect(shortened == ["id": .string(text), "text": .string(text.dropLast() + "…")])
    let whole = try table(Array(line.utf8)).details[0].members
    #expect(whole == ["id": .string(text), "text": .string(text)])
  }

  @Test func manyBlocksAreOneTable() throws {
    let filler = String(repeating: "x", count: 2000)
    let lines = (0..<5000).map { "{\"id\":\($0),\"more\":\"\(filler)\",\"embedding\":[\($0),1]}\n" }.joined()
    let (numbers, details) = try table(Array(lines.utf8))
    #expect(numbers.map { $0[0] } == (0..<5000).map { Float($0) })
    #expect(details.map(\.id) == (0..<5000).map { JSONValue($0) })
  }
}

extension VectorFileFailure {
  /// The same of a file that is called `v`.
  fileprivate func within(_ path: String) -> VectorFileFailure {
    switch self {
    case .cutOff: .cutOff(path: "v")
    case .notAVector(_, let row): .notAVector(path: "v", row: row)
    case .unequalDimensions(_, let row, let found, let expected):
      .unequalDimensions(path: "v", row: row, found: found, expected: expected)
    case .otherRows(_, let found, let expected): .otherRows(path: "v", found: found, expected: expected)
    case .unreadable, .unusableMatrix, .rowTooLong, .otherDimensions: self
    }
  }
}
