/// Gives rows one after another and knows how much of its input they took.
package protocol RowSource {
  /// - Returns: `nil` at the end.
  mutating func next() throws -> Row?
  /// What was consumed up to the end of the last row that was handed out.
  var mark: InputCheckpoint { mutating get }
}

/// How an input is divided into rows.
package enum RowFormat: Hashable, Sendable {
  /// Each line is a text.
  case lines
  /// A NUL byte ends each text.
  case nullSeparated
  /// The whole input is one text.
  case whole
  /// Each line is a JSON object.
  case jsonl
  /// Records of fields that the first record names (RFC 4180).
  case csv

  /// The format that a file's name tells, if it tells any.
  package init?(ofFileNamed name: String) {
    let name = name.lowercased()
    if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
      self = .jsonl
    } else if name.hasSuffix(".csv") {
      self = .csv
    } else {
      return nil
    }
  }
}

/// How much of an input has been consumed, and what it was: enough to tell later whether an input begins the same.
package struct InputCheckpoint: Hashable, Sendable {
  /// How many were consumed.
  package var bytes: Int
  /// SHA-256 of those bytes.
  package var digest: [UInt8]

  /// - Parameter digest: SHA-256 of the bytes.
  package init(bytes: Int, digest: [UInt8]) {
    self.bytes = bytes
    self.digest = digest
  }
}

/// What makes a whole input unusable: a CSV header that does not name its fields.
package enum RowInputFailure: Error, Hashable, Sendable {
  /// The first line is empty.
  case missingHeader
  case unusableHeader(RowProblem)
  /// The column, from 1, that has no name.
  case unnamedField(column: Int)
  case duplicateField(String)
}
