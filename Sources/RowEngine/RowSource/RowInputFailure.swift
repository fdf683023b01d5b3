/// What makes a whole input unusable: a CSV header that does not name its fields.
package enum RowInputFailure: Error, Hashable, Sendable {
  /// The first line is empty.
  case missingHeader
  case unusableHeader(RowProblem)
  /// The column, from 1, that has no name.
  case unnamedField(column: Int)
  case duplicateField(String)
}
