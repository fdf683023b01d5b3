package import Wire

/// Vectors as a matrix of 32-bit floats in NumPy's format, version 1.0
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), with the ids beside it, one JSON value a
/// line. A refused row is a row of NaN, so that the entries of all others hold.
package struct VectorNPYSink: VectorSink {
  /// So long that every shape fits, and that the floats begin at a multiple of 64.
  static let headLength = 128

  /// The length that the vectors so far have.
  package var check = DimensionCheck()
  private var rows = 0
  /// Refused rows from before anybody knew how wide a row is.
  private var waiting = 0

  /// A matrix without rows.
  package init() {}

  /// Opens the file with a header of 128 bytes; ``head`` replaces it once the shape is known.
  package mutating func begin(_ output: inout RowBytes) { output.opening = currentHead }

  /// Adds the id to the list of ids, and the vector, or NaN for a refused row, to the matrix.
  ///
  /// Refused rows before the first vector are made up for when it comes, as only then it is known how wide
  /// they are.
  ///
  /// - Throws: ``UnequalDimensions`` for a vector that is not as long as those before it.
  package mutating func write(_ row: FinishedRow<String, Vector>, to output: inout RowBytes) throws {
    rows += 1
    output.ids += row.item.id.bytes + [UInt8(ascii: "\n")]
    switch row.result {
    case .failure:
      guard let dimensions = check.dimensions else {
        waiting += 1
        return
      }
      output.rows += Self.blank(dimensions)
    case .success(let vector):
      try check.check(vector)
      if waiting > 0 { (output.lead, output.leadCount) = (Self.blank(vector.dimensions), waiting) }
      waiting = 0
      FloatArray.append(vector.json, to: &output.rows)
    }
  }

  static func blank(_ dimensions: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<dimensions { FloatArray.append(.nan, to: &bytes) }
    return bytes
  }

  /// The header with the shape of all rows so far, 128 bytes long; never `nil`.
  package var head: [UInt8]? { currentHead }

  private var currentHead: [UInt8] { Self.head(rows: rows, dimensions: check.dimensions ?? 0) }

  /// The header of a matrix of this shape, 128 bytes long.
  static func head(rows: Int, dimensions: Int) -> [UInt8] {
    let facts = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(dimensions)), }"
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let length = headLength - magic.count - 2
    let padding = String(repeating: " ", count: max(0, length - facts.utf8.count - 1))
    return magic + [UInt8(length & 0xFF), UInt8(length >> 8)] + Array((facts + padding + "\n").utf8)
  }

  /// How many rows there were, how many still wait for a width, and the width, if one is known.
  package var state: JSONObject {
    var state: JSONObject = ["rows": JSONValue(rows), "waiting": JSONValue(waiting)]
    state.merge(check.state)
    return state
  }

  /// Takes up the counts of an earlier run; those that are missing are taken for 0 and for no width.
  package mutating func restore(_ state: JSONObject) {
    rows = state["rows"]?.count?.value ?? 0
    waiting = state["waiting"]?.count?.value ?? 0
    check = DimensionCheck(state)
  }

  /// Whether the matrix has as many bytes as its shape demands: a wrong shape would be filled with NaN without end.
  package func agrees(with record: ProgressRecord) -> Bool {
    guard waiting <= rows, rows <= record.rowsConsumed else { return false }
    let written = record.lengths.rows - Self.headLength
    guard let dimensions = check.dimensions else { return rows == waiting && written == 0 }
    let (cells, overflow) = rows.multipliedReportingOverflow(by: dimensions)
    return waiting == 0 && !overflow && written >= 0 && written / 4 == cells && written % 4 == 0
  }
}
