import FileSystem
import FoundationEssentials
import Glibc
import TestSupport
import Testing
import Wire

@testable import RowEngine

/// The nearest rows of small files, whatever their format.
struct SimilarityTests {
  private static let lines = """
    {"id":"east","text":"the sun rises","embedding":[2, 0]}
    {"id":7,"embedding":[1,1e0]}
    {"embedding":[0,3]}

    {"id":"west","embedding":[-1,0],"text":null}
    {"id":"nowhere","embedding":[0,0]}
    {"id":"again","embedding":[5,0.0]}
    """

  private static let nearest = [
    Neighbour(score: 1, row: 1, id: "east", text: "the sun rises"), Neighbour(score: 1, row: 7, id: "again"),
    Neighbour(score: 0.70710677, row: 2, id: 7), Neighbour(score: 0, row: 3, id: 3),
    Neighbour(score: -1, row: 5, id: "west"),
  ]

  @Test(arguments: [0, 1, 2, 4, 5, 10])
  func theNearestLinesComeFirst(_ limit: Int) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.lines.utf8), to: "v.jsonl")
    let found = try VectorFile(path).nearest(to: query(3, 0), limit: limit)
    #expect(found == Array(Self.nearest.prefix(limit)))
  }

  @Test(arguments: ["jsonl", "json", "csv", "npy"])
  func aFileIsReadAgainAndAPipeOnce(_ format: String) throws {
    let folder = try TemporaryFolder()
    let content =
      switch format {
      case "json": Array(#"[{"id":"x","embedding":[1,0]}]"#.utf8)
      case "csv": Array("id,embedding\nx,\"[1,0]\"\n".utf8)
      case "npy": matrix([[1, 0]])
      default: Array(#"{"id":"x","embedding":[1,0]}"#.utf8)
      }
    let file = try VectorFile(folder.write(content, to: "v"))
    for _ in 1...3 { #expect(try file.nearest(to: query(3, 0), limit: 2).map(\.score) == [1]) }
    #expect(file.isRepeatable)
    guard format != "npy" else { return }
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    var writer: OpenFile? = try OpenFile(writing: path)
    try writer?.append(content)
    let pipe = try VectorFile(path)
    writer = nil
    #expect(try pipe.nearest(to: query(3, 0), limit: 2).map(\.score) == [1])
    #expect(!pipe.isRepeatable)
  }

  @Test func anArrayAnswersAsItsLinesDo() throws {
    let folder = try TemporaryFolder()
    let objects = Self.lines.split(separator: "\n").filter { !$0.isEmpty }.joined(separator: ",\n")
    let path = try folder.write(Array("[\n\(objects)\n]\n".utf8), to: "v.json")
    let found = try VectorFile(path).nearest(to: query(3, 0), limit: 2)
    #expect(found == [Self.nearest[0], Neighbour(score: 1, row: 6, id: "again")])
  }

  @Test func aTableAnswersAsItsLinesDo() throws {
    let folder = try TemporaryFolder()
    let table = """
      id,text,embedding
      east,"the sun, rises","[2, 0]"
      7,,"[1,1e0]"
      nowhere,,"[0,0]"
      """
    let path = try folder.write(Array(table.utf8), to: "v.csv")
    let found = try VectorFile(path).nearest(to: query(3, 0), limit: 5)
    #expect(
      found == [
        Neighbour(score: 1, row: 1, id: "east", text: "the sun, rises"),
        Neighbour(score: 0.70710677, row: 2, id: "7", text: ""),
      ])
  }

  @Test(
    arguments: [
      ("[{\"embedding\":[1,2]}", .cutOff(path: "v")), ("[{\"id\":1}]", .notAVector(path: "v", row: 1)),
      ("[1]", .notAVector(path: "v", row: 1)), ("id,vector\n1,2\n", .notAVector(path: "v", row: 1)),
      ("id,embedding\n1,[1\n", .notAVector(path: "v", row: 1)),
      (
        "id,embedding\n1,\"[1]\"\n", .otherDimensions(path: "v", row: 1, found: 1, expected: 2)
      ),
    ] as [(String, VectorFileFailure)])
  func whatIsNoSuchFileIsNamed(_ content: String, _ failure: VectorFileFailure) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(content.utf8), to: "v")
    let thrown = #expect(throws: VectorFileFailure.self) {
      try VectorFile(path).nearest(to: query(3, 0), limit: 5)
    }
    // The file's path is another one in each run.
    #expect(String(describing: thrown).replacing(path, with: "v") == String(describing: Optional(failure)))
  }

  @Test func theQueryMayBeAnArrayOfJSON() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(Self.lines.utf8), to: "v.jsonl")
    let query = try #require(VectorQuery(json: Array("[3, -0.0e1]".utf8)[...]))
    #expect(try VectorFile(path).nearest(to: query, limit: 5) == Self.nearest)
  }

  @Test func aMatrixAnswersAsItsLinesDo() throws {
    let folder = try TemporaryFolder()
    let rows: [[Float]] = [[2, 0], [1, 1], [0, 3], [.nan, .nan], [-1, 0], [0, 0], [5, 0]]
    let path = try folder.write(matrix(rows), to: "v.npy")
    let numbered = Self.nearest.map { Neighbour(score: $0.score, row: $0.row, id: JSONValue($0.row)) }
    #expect(try VectorFile(path).nearest(to: query(3, 0), limit: 10) == numbered)
    try folder.write(Array("\"east\"\n7\nnorth\n3\n\"west\"\n6\n{}\n".utf8), to: "v.npy.ids")
    let ids: [JSONValue] = ["east", [:], 7, "north", "west"]
    #expect(try VectorFile(path).nearest(to: query(3, 0), limit: 10).map(\.id) == ids)
  }

  @Test(arguments: [3, 16, 17, 33, 300])
  func longVectorsAreComparedWhole(_ dimensions: Int) throws {
    let folder = try TemporaryFolder()
    // Each row has its one in another entry, so that every entry counts once.
    let rows = (0..<dimensions).map { row in (0..<dimensions).map { Float($0 == row ? 2 : 0) } }
    let file = try VectorFile(folder.write(matrix(rows), to: "v.npy"))
    let query = try #require(VectorQuery((0..<dimensions).map { Float($0 + 1) }))
    let found = try file.nearest(to: query, limit: dimensions)
    #expect(found.map(\.row) == (1...dimensions).reversed())
    #expect(abs(found.reduce(0) { $0 + $1.score * $1.score } - 1) < 1e-4)
  }

  /// Squares of the smallest and the largest floats are no floats.
  @Test(
    arguments: [
      ("[1e-30,0,0]", 1), ("[3e38,0,0]", 1), ("[1e-45,1e-45,0]", 0.70710677), ("[-3e38,0,0]", -1),
      ("[3e38,3e38,0]", 0.70710677), ("[2,0,0]", 1), ("[1e-22,0,0]", 1), ("[0,0,0]", nil),
      ("[1e999,0,0]", nil),
      ("[-0.0,0,1e-50]", nil),
    ] as [(String, Float?)])
  func scoresAreCosines(_ vector: String, _ score: Float?) throws {
    let folder = try TemporaryFolder()
    let lines = try folder.write(Array("{\"embedding\":\(vector)}".utf8), to: "v.jsonl")
    for numbers: [Float] in [[1, 0, 0], [1e-30, 0, 0], [3e38, 0, 0]] {
      let found = try VectorFile(lines).nearest(to: #require(VectorQuery(numbers)), limit: 1)
      #expect(found.map(\.score) == (score.map { [$0] } ?? []))
    }
    guard score != nil, let mirrored = VectorQuery(json: Array(vector.utf8)[...]) else { return }
    let row = try folder.write(matrix([[7, 0, 0]]), to: "v.npy")
    #expect(try VectorFile(row).nearest(to: mirrored, limit: 1).map(\.score) == score.map { [$0] })
  }

  @Test(arguments: ["[]", "[0]", "[0,-0.0,0e5]", "[1e999]", "[1,-1e999]", "[1e-999]"])
  func aVectorThatPointsNowhereIsNoQuery(_ json: String) {
    #expect(VectorQuery(json: Array(json.utf8)[...]) == nil)
  }

  @Test(arguments: [[1, 2, 3, 4], [4, 3, 2, 1], [3, 1, 4, 2], [2, 4, 1, 3]])
  func theOrderOfOffersMakesNoDifference(_ rows: [Int]) {
    let scores: [Int: Float] = [1: 0.5, 2: 0.5, 3: 0.5, 4: 0.9]
    var nearest = Neighbours(limit: 3)
    for row in rows {
      let score = scores[row] ?? .nan
      nearest.offer(score: score, row: row) { Neighbour(score: score, row: row, id: JSONValue(row)) }
    }
    #expect(nearest.nearest.map(\.row) == [4, 1, 2])
  }

  @Test func manyBlocksOfAMatrixAreOneFile() throws {
    let folder = try TemporaryFolder()
    // Two blocks and a bit; the nearest rows are spread over them, and equal rows keep their order.
    let rows: [[Float]] = (0..<60_000).map { row in
      if row % 20_000 == 1 { return Array(repeating: 1, count: 10) }
      return (0..<10).map { column in Float((row + column * 7) % 11) }
    }
    let file = try VectorFile(folder.write(matrix(rows), to: "v.npy"))
    let found = try file.nearest(to: #require(VectorQuery(Array(repeating: 1, count: 10))), limit: 3)
    #expect(found.map(\.row) == [2, 20_002, 40_002])
  }

  @Test func manyBlocksOfLinesAreOneFile() throws {
    let folder = try TemporaryFolder()
    let filler = String(repeating: "x", count: 1000)
    let lines = (1...5_000).map { row in
      "{\"id\":\(row),\"text\":\"\(filler)\",\"embedding\":[\(row % 2000 == 1 ? "1,0" : "1,1")]}\n"
    }
    let file = try VectorFile(folder.write(Array(lines.joined().utf8), to: "v.jsonl"))
    #expect(try file.nearest(to: query(1, 0), limit: 3).map(\.row) == [1, 2001, 4001])
  }

  @Test(
    arguments: [
      ("{\"embedding\":[1,2]}\n{\"id\":1}\n", .notAVector(path: "v", row: 2)),
      ("\n{\"id\":[1,2]}\n", .notAVector(path: "v", row: 2)),
      ("embedded\n[1,2]\n", .notAVector(path: "v", row: 1)),
      ("{\"embedding\":[1,null]}", .notAVector(path: "v", row: 1)),
      (
        "{\"embedding\":[1,2]}\n{\"embedding\":[1,2,3]}\n",
        .otherDimensions(path: "v", row: 2, found: 3, expected: 2)
      ),
    ] as [(String, VectorFileFailure)])
  func aLineThatIsNoVectorIsNamed(_ text: String, _ expected: VectorFileFailure) throws {
    let folder = try TemporaryFolder()
    let file = try VectorFile(folder.write(Array(text.utf8), to: "v"))
    #expect(throws: expected.below(folder.path)) { try file.nearest(to: query(1, 0), limit: 3) }
  }

  @Test func anEmptyFileHasNoNeighbours() throws {
    let folder = try TemporaryFolder()
    #expect(
      try VectorFile(folder.write([], to: "v")).nearest(to: query(1, 0), limit: 3) == [])
    #expect(
      try VectorFile(folder.write(matrix([]), to: "v.npy")).nearest(to: query(1, 0), limit: 3) == [])
  }

  @Test func aMatrixOfOtherDimensionsIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(matrix([[1, 2, 3]]), to: "v.npy")
    #expect(throws: VectorFileFailure.otherDimensions(path: path, row: 1, found: 3, expected: 2)) {
      try VectorFile(path).nearest(to: query(1, 0), limit: 3)
    }
  }

  @Test func aMatrixThatEndsEarlyIsRefused() throws {
    let folder = try TemporaryFolder()
    let whole = matrix([[1, 2], [3, 4]])
    for count in 6..<whole.count {
      let path = try folder.write(Array(whole[..<count]), to: "v.npy")
      #expect(throws: VectorFileFailure.cutOff(path: path)) {
        try VectorFile(path).nearest(to: query(1, 0), limit: 3)
      }
    }
  }

  @Test(arguments: [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }",
    "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2305843009213693953), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4611686018427387904), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 9223372036854775807), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -1), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1e3, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }",
    "nonsense",
  ])
  func anotherKindOfMatrixIsNamed(_ header: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(matrix([[1, 2], [3, 4]], header: header), to: "v.npy")
    #expect(throws: VectorFileFailure.unusableMatrix(path: path, header: header)) { try VectorFile(path) }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect(throws: VectorFileFailure.unreadable(path: "/nowhere/v", code: 2)) {
      try VectorFile("/nowhere/v")
    }
  }
}

/// A matrix as NumPy writes it, in the format's second version, which nothing of ours writes.
func matrix(_ rows: [[Float]], header: String? = nil) -> [UInt8] {
  let shape = "(\(rows.count), \(rows.first?.count ?? 0))"
  let header = header ?? "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }"
  let text = Array((header + "  \n").utf8)
  let length = withUnsafeBytes(of: UInt32(text.count).littleEndian, Array.init)
  return [0x93] + Array("NUMPY".utf8) + [2, 0] + length + text + rows.joined().flatMap(bytes)
}

private func bytes(_ float: Float) -> [UInt8] {
  withUnsafeBytes(of: float.bitPattern.littleEndian, Array.init)
}

extension VectorFileFailure {
  fileprivate func below(_ folder: String) -> VectorFileFailure {
    switch self {
    case .notAVector(let path, let row): .notAVector(path: "\(folder)/\(path)", row: row)
    case .otherDimensions(let path, let row, let found, let expected):
      .otherDimensions(path: "\(folder)/\(path)", row: row, found: found, expected: expected)
    case .unreadable, .unusableMatrix, .cutOff, .rowTooLong, .unequalDimensions, .otherRows: self
    }
  }
}

/// A query of a length.
private func query(_ numbers: Float...) throws -> VectorQuery { try #require(VectorQuery(numbers)) }
