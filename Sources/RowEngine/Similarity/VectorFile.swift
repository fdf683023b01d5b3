/// A file of vectors in any format that `embed` writes.
package struct VectorFile: Sendable {
  enum Content: Sendable {
    case matrix(VectorMatrix)
    case lines(VectorLines)
    case records(VectorRecords)
  }

  let content: Content
  /// Whether it can be read more than once: a pipe cannot.
  package let isRepeatable: Bool

  /// Opens it; its first bytes tell the format.
  ///
  /// - Throws: ``VectorFileFailure``.
  package init(_ path: String) throws {
    let file = try ReadableFile(path)
    isRepeatable = file.isRepeatable
    var beginning = [UInt8](repeating: 0, count: VectorMatrix.magic.count)
    let count = try beginning.withUnsafeMutableBytes { try file.fill($0) }
    beginning.removeSubrange(count...)
    if beginning == VectorMatrix.magic {
      content = .matrix(try VectorMatrix(file))
    } else {
      content =
        switch beginning.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
        case UInt8(ascii: "["): .records(VectorRecords(file, beginning: beginning, .array))
        case UInt8(ascii: "{"), nil: .lines(VectorLines(file, beginning: beginning))
        default: .records(VectorRecords(file, beginning: beginning, .table))
        }
    }
  }

  /// The vectors that are nearest to the query, the nearest first. Rows that are no vectors are passed over.
  ///
  /// - Throws: ``VectorFileFailure``.
  package func nearest(to query: VectorQuery, limit: Int) throws -> [Neighbour] {
    try nearest(to: [query], limit: limit)[0]
  }

  /// The same for several queries of as many numbers, for which the file is read once, from its beginning.
  ///
  /// - Throws: ``VectorFileFailure``.
  package func nearest(to queries: [VectorQuery], limit: Int) throws -> [[Neighbour]] {
    switch content {
    case .matrix(let matrix): try matrix.nearest(to: queries, limit: limit)
    case .lines(let lines): try lines.nearest(to: queries, limit: limit)
    case .records(let records): try records.nearest(to: queries, limit: limit)
    }
  }
}

/// What makes a file of vectors unusable.
package enum VectorFileFailure: Error, Hashable, Sendable {
  /// errno.
  case unreadable(path: String, code: Int32)
  /// It begins like NumPy's format and goes on otherwise, or holds something else than a matrix of 32-bit floats.
  case unusableMatrix(path: String, header: String)
  /// It ends before its last row.
  case cutOff(path: String)
  /// A line, from 1, that is no object with a vector.
  case notAVector(path: String, row: Int)
  case rowTooLong(path: String, row: Int, limit: Int)
  /// Other than those of what it is compared with.
  case otherDimensions(path: String, row: Int, found: Int, expected: Int)
  /// Other than those of the rows before.
  case unequalDimensions(path: String, row: Int, found: Int, expected: Int)
  /// What the vectors were made from has another number of rows.
  case otherRows(path: String, found: Int, expected: Int)
}
