import RowEngine
import TestSupport
import Testing
import Wire

/// Each format, byte for byte.
@Suite struct SinkTests {
  static let rows: [FinishedRow<String, Vector>] = [
    row(1, id: 1, "a \"quoted\" text", "[0.10,1.0e-5]"), refused(2), row(3, id: "x,\"y\"", "b", "[1,\n -2]"),
    refused(4),
  ]

  static func row(_ number: Int, id: JSONValue, _ text: String, _ json: String) -> FinishedRow<String, Vector>
  {
    FinishedRow(
      item: RowItem(number: number, id: id, content: .success(text), size: 1),
      result: .success(Vector(json: Array(json.utf8)[...], dimensions: json.split(separator: ",").count)))
  }

  static func refused(_ number: Int) -> FinishedRow<String, Vector> {
    FinishedRow(
      item: RowItem(number: number, id: JSONValue(number), content: .failure(RowProblem.empty), size: 0),
      result: .failure(RowProblem.empty))
  }

  /// What a writer makes of the rows, batch by batch.
  static func written(
    _ sink: some RowSink<String, Vector>, _ batches: [[FinishedRow<String, Vector>]] = rows.map { [$0] }
  ) throws -> String {
    var bytes: [UInt8] = []
    var writer = try RowWriter(sink, to: .stream { bytes += $0 }, list: { _ in }, report: { _, _ in [] })
    for rows in batches {
      try writer.write(
        FinishedBatch(rows: rows, rowsConsumed: 1, mark: InputCheckpoint(bytes: 1, digest: [])), RowCounts())
    }
    try writer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func asLines() throws {
    #expect(
      try Self.written(VectorJSONSink(.lines, keepsText: false)) == #"""
        {"id":1,"embedding":[0.10,1.0e-5]}
        {"id":"x,\"y\"","embedding":[1,-2]}

        """#)
  }

  @Test func withTexts() throws {
    #expect(
      try Self.written(VectorJSONSink(.lines, keepsText: true), [[Self.rows[0]]])
        == #"{"id":1,"text":"a \"quoted\" text","embedding":[0.10,1.0e-5]}"# + "\n")
  }

  @Test func asAnArray() throws {
    #expect(
      try Self.written(VectorJSONSink(.array, keepsText: false)) == #"""
        [
        {"id":1,"embedding":[0.10,1.0e-5]},
        {"id":"x,\"y\"","embedding":[1,-2]}
        ]

        """#)
    #expect(try Self.written(VectorJSONSink(.array, keepsText: false), []) == "[]\n")
  }

  @Test func asATable() throws {
    #expect(
      try Self.written(VectorCSVSink(keepsText: true)) == #"""
        id,text,embedding
        1,"a ""quoted"" text","[0.10,1.0e-5]"
        "x,""y""",b,"[1,-2]"

        """#)
  }

  @Test func aVectorOfAnotherLengthIsNotWritten() {
    let rows = [Self.row(1, id: 1, "a", "[1,2]"), Self.row(2, id: 2, "b", "[1,2,3]")]
    for sink: any RowSink<String, Vector> in [
      VectorJSONSink(.lines, keepsText: false), VectorCSVSink(keepsText: false), VectorNPYSink(),
    ] {
      #expect(throws: UnequalDimensions(expected: 2, found: 3)) { try Self.written(sink, [rows]) }
    }
  }

  @Test func aMatrixHasAHeadRowsAndBlanks() throws {
    var sink = VectorNPYSink()
    var output = RowBytes()
    sink.begin(&output)
    let rows = [Self.refused(1), Self.refused(2), Self.row(3, id: 3, "a", "[1,2]"), Self.refused(4)]
    for row in rows { try sink.write(row, to: &output) }
    let nan: [UInt8] = [0, 0, 0xC0, 0x7F]
    #expect(output.lead == nan + nan)
    #expect(output.leadCount == 2)
    #expect(output.opening.count == 128)
    #expect(output.rows == [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40] + nan + nan)
    #expect(String(decoding: output.ids, as: UTF8.self) == "1\n2\n3\n4\n")
    let head = try #require(sink.head)
    #expect(head.count == 128)
    #expect(Array(head[..<10]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
    #expect(
      String(decoding: head[10...], as: UTF8.self)
        == "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2), }"
        + String(repeating: " ", count: 118 - 60) + "\n")
  }

  /// Also when its width is known only after it, in the first batch of all.
  @Test func theBlankOfARefusedFirstRowStandsBehindTheHead() throws {
    let folder = try TemporaryFolder()
    let job = ResumptionTests.Job(folder: folder, format: "npy")
    let output = try #require(try job.open(.fresh))
    var writer = try RowWriter(VectorNPYSink(), to: .file(output), list: nil) { _, _ in [] }
    try writer.write(
      FinishedBatch(
        rows: [Self.refused(1), Self.row(2, id: 2, "a", "[1,2]")], rowsConsumed: 2,
        mark: InputCheckpoint(bytes: 1, digest: [])), RowCounts())
    try writer.finish()
    let floats: [UInt8] = [0, 0, 0xC0, 0x7F, 0, 0, 0xC0, 0x7F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]
    let bytes = try folder.bytes(of: "out")
    #expect(Array(bytes.dropFirst(128)) == floats)
  }

  @Test func aMatrixOfNothingHasNoColumns() throws {
    var sink = VectorNPYSink()
    var output = RowBytes()
    try sink.write(Self.refused(1), to: &output)
    #expect(output.rows == [])
    #expect(String(decoding: try #require(sink.head), as: UTF8.self).contains("'shape': (1, 0)"))
  }
}
