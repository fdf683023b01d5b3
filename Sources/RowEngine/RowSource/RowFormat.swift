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
